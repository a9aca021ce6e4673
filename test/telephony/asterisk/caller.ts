import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UnpackedAsterisk } from '../../../scripts/asterisk.ts';
import type { RunningExchange } from './exchange.ts';

/** A citizen at a telephone: SIPp, which calls through the trunk and sends back whatever it hears. */
export interface Caller {
  /** Resolves when the call is over, with SIPp's exit code: 0 for one that went as it should. */
  readonly over: Promise<number | null>;
  readonly stop: () => void;
}

/** Calls the city from that number; waits up to 80 seconds for the other side to hang up. */
export function callFrom(program: UnpackedAsterisk, exchange: RunningExchange, number: string): Caller {
  const folder = join(exchange.folder, 'caller');
  mkdirSync(folder, { recursive: true });
  const scenario = join(folder, 'call.xml');
  writeFileSync(scenario, scenarioFrom(number));
  const [path = '', ...start] = program.sipp;
  const child = spawn(
    path,
    [
      ...start,
      ...['-sf', scenario, '-m', '1', '-s', '5550000000', '-i', '127.0.0.1', '-mi', '127.0.0.1'],
      ...['-p', String(exchange.company_port), '-min_rtp_port', '39000', '-max_rtp_port', '39990'],
      ...['-rtp_echo', '-nostdin', '-timeout', '80s', '-timeout_error', '-trace_err'],
      ...['-error_file', join(folder, 'errors.log')],
      `127.0.0.1:${exchange.trunk_port}`,
    ],
    { cwd: folder, stdio: 'ignore', env: { ...process.env, TERM: 'dumb' } },
  );
  const over = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
  return { over, stop: () => void child.kill('SIGKILL') };
}

const scenarioFrom = (number: string) => `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="a citizen calls">
  <send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:${number}@[local_ip]:[local_port]>;tag=[pid]c[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:${number}@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=citizen 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8 101
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-16
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:${number}@[local_ip]:[local_port]>;tag=[pid]c[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: 1 ACK
[routes]
Max-Forwards: 70
Content-Length: 0

]]></send>
  <recv request="BYE"/>
  <send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
</scenario>
`;
