import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnpackedAsterisk } from '../../../scripts/asterisk.ts';

/** A real Asterisk on loopback, with the configuration that the project gives to cities, at other ports. */
export interface RunningExchange {
  readonly folder: string;
  /** Of the manager interface. */
  readonly manager: { port: number; user: string; secret: string };
  readonly ari: { address: string; username: string; secret: string };
  /** SIP over WebSocket, for browsers. */
  readonly sip_address: string;
  /** Where the telephone company would call. */
  readonly trunk_port: number;
  /** Which port the telephone company answers at. */
  readonly company_port: number;
  /** Runs a command on its console; gives what it said. */
  readonly command: (line: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const sample = join(import.meta.dirname, '../../../deploy/asterisk');
const secret = 'un-secreto-de-prueba-1';

/** Starts it; resolves when it is fully booted. Throws with the end of its log when that takes over 40 seconds. */
export async function startExchange(program: UnpackedAsterisk): Promise<RunningExchange> {
  const folder = mkdtempSync(join(tmpdir(), 'atiende-asterisk-'));
  const [sip = 0, http = 0, manager = 0, company = 0] = await freePorts(4);
  const rtp = await freePorts(1);
  writeConfiguration(folder, program, { sip, http, manager, company, rtp: rtp[0] ?? 0 });
  const [path = '', ...rest] = program.asterisk;
  const start = [...rest, '-C', join(folder, 'etc/asterisk.conf')];
  const child = spawn(path, [...start, '-f'], { stdio: 'ignore' });
  const command = (line: string) => said(path, [...start, '-rx', line]);
  try {
    await booted(child, command);
  } catch (problem) {
    const log = readFileSync(join(folder, 'log/full'), 'utf8').split('\n').slice(-20).join('\n');
    await end(child, folder);
    throw new Error(`Asterisk did not start: ${log}`, { cause: problem });
  }
  return {
    folder,
    manager: { port: manager, user: 'atiende', secret },
    ari: { address: `http://127.0.0.1:${http}/ari`, username: 'atiende', secret },
    sip_address: `ws://127.0.0.1:${http}/ws`,
    trunk_port: sip,
    company_port: company,
    command,
    stop: () => end(child, folder),
  };
}

interface Ports {
  readonly sip: number;
  readonly http: number;
  readonly manager: number;
  readonly company: number;
  readonly rtp: number;
}

// The sample as it is, except for ports, secrets and where its files are.
function writeConfiguration(folder: string, program: UnpackedAsterisk, ports: Ports): void {
  const etc = join(folder, 'etc');
  for (const one of ['etc', 'lib', 'log', 'run', 'spool/monitor', 'data']) {
    mkdirSync(join(folder, one), { recursive: true });
  }
  cpSync(sample, etc, { recursive: true });
  // Modules read what they document; the sounds are links to where a real installation has them.
  cpSync(join(program.data, 'documentation'), join(folder, 'data/documentation'), { recursive: true });
  const replace = (file: string, changes: readonly (readonly [string, string])[]) => {
    let text = readFileSync(join(etc, file), 'utf8');
    for (const [from, to] of changes) {
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      text = text.replaceAll(from, to);
    }
    writeFileSync(join(etc, file), text);
  };
  replace('pjsip.conf', [
    ['bind=0.0.0.0:5060', `bind=127.0.0.1:${ports.sip}`],
    ['sip:127.0.0.1:5070', `sip:127.0.0.1:${ports.company}`],
  ]);
  replace('http.conf', [['bindport=8088', `bindport=${ports.http}`]]);
  replace('ari.conf', [['<a-long-password-of-ari>', secret]]);
  replace('manager.conf', [
    ['port=5038', `port=${ports.manager}`],
    ['<a-long-password-of-the-manager>', secret],
  ]);
  replace('extensions.conf', [['<the number of the city>', '5550000000']]);
  replace('rtp.conf', [
    ['rtpstart=10000', `rtpstart=${ports.rtp}`],
    ['rtpend=20000', `rtpend=${ports.rtp + 98}`],
  ]);
  writeFileSync(join(etc, 'asterisk.conf'), places(folder, program.modules));
  writeFileSync(join(etc, 'modules.conf'), `[modules]\nautoload=yes\n${unneeded}`);
  writeFileSync(join(etc, 'logger.conf'), '[general]\n[logfiles]\nfull => notice,warning,error,verbose(3)\n');
  writeNotice(join(folder, 'data/sounds/custom'));
}

function places(folder: string, modules: string): string {
  return `[directories]
astetcdir => ${folder}/etc
astmoddir => ${modules}
astvarlibdir => ${folder}/lib
astdbdir => ${folder}/lib
astkeydir => ${folder}/lib
astdatadir => ${folder}/data
astagidir => ${folder}/data
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log
[options]
languageprefix=yes
`;
}

// What would look for hardware, for other servers or for a configuration that a test has not.
const unneeded = [
  ...[
    'chan_iax2',
    'chan_motif',
    'chan_unistim',
    'chan_console',
    'pbx_dundi',
    'pbx_ael',
    'pbx_lua',
    'app_voicemail',
  ],
  ...['app_voicemail_odbc', 'app_minivm', 'app_jack', 'app_festival', 'app_agent_pool', 'res_phoneprov'],
  ...['res_pjsip_phoneprov_provider', 'res_snmp', 'res_xmpp', 'res_hep', 'res_hep_pjsip', 'res_hep_rtcp'],
  ...['res_odbc', 'res_odbc_transaction', 'res_config_odbc', 'res_config_pgsql', 'res_config_ldap'],
  ...[
    'res_config_sqlite3',
    'cdr_adaptive_odbc',
    'cdr_odbc',
    'cdr_pgsql',
    'cdr_radius',
    'cdr_tds',
    'cel_odbc',
  ],
  ...[
    'cel_pgsql',
    'cel_radius',
    'cel_tds',
    'func_odbc',
    'cdr_sqlite3_custom',
    'cel_sqlite3_custom',
    'res_calendar',
  ],
  ...[
    'res_calendar_caldav',
    'res_calendar_ews',
    'res_calendar_exchange',
    'res_calendar_icalendar',
    'res_smdi',
  ],
  ...['res_fax', 'res_fax_spandsp', 'res_prometheus', 'app_alarmreceiver', 'app_adsiprog', 'res_adsi'],
]
  .map((one) => `noload=${one}.so\n`)
  .join('');

// A second of a quiet tone stands for the voice of the city: WAV of one channel, 8 kHz, 16 bits.
function writeNotice(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const samples = 8000;
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write('RIFF', 0, 'ascii');
  bytes.writeUInt32LE(36 + samples * 2, 4);
  bytes.write('WAVEfmt ', 8, 'ascii');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(8000, 24);
  bytes.writeUInt32LE(16_000, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'ascii');
  bytes.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1)
    bytes.writeInt16LE(Math.round(4000 * Math.sin(at / 3)), 44 + at * 2);
  writeFileSync(join(folder, 'recording-notice.wav'), bytes);
}

async function booted(child: ChildProcess, command: (line: string) => Promise<string>): Promise<void> {
  const until = Date.now() + 40_000;
  while (Date.now() < until && child.exitCode === null) {
    if ((await command('core waitfullybooted')).includes('fully booted')) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`exit ${child.exitCode}`);
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const hurry = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(hurry);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** What a program said, whatever it ended with. */
function said(program: string, its_arguments: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, its_arguments, { stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000 });
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString('utf8')));
    child.once('error', () => resolve(text));
    child.once('close', () => resolve(text));
  });
}

/** Ports that nobody has just now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  return Promise.all(
    servers.map((server) => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      return new Promise<number>((resolve) => server.close(() => resolve(port)));
    }),
  );
}
