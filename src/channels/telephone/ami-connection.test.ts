import { afterEach, expect, it } from 'vitest';
import { amiPeer, type AmiPeer } from '../../../test/telephony/ami-peer.ts';
import { aCertificate, type TestCertificate } from '../../../test/telephony/certificate.ts';
import { connectAmi } from './ami-connection.ts';

let peer: AmiPeer;
afterEach(() => peer.close());

const hearing = { onEvent: () => undefined, onEnd: () => undefined };
async function connecting(tls: TestCertificate | undefined, believed: string | null, host = '127.0.0.1') {
  peer = await amiPeer(tls === undefined ? {} : { tls });
  const at = { host, port: peer.port, is_tls: true, username: 'atiende', secret: 'secreto' };
  try {
    const line = await connectAmi({ ...at, tls_certificate: believed }, hearing);
    const { response } = await line.ask({ Action: 'Ping' });
    line.close();
    return response['Ping'];
  } catch (problem) {
    expect(peer.connected()).toBe(0);
    return (problem as { code: string }).code;
  }
}

it('speaks TLS with an exchange whose certificate is to be trusted, by name or by address', async () => {
  const addressed = aCertificate({ ip: '127.0.0.1' });
  expect(await connecting(addressed, addressed.cert)).toBe('Pong');
  await peer.close();
  const named = aCertificate({ name: 'localhost' });
  expect(await connecting(named, named.cert, 'localhost')).toBe('Pong');
});

it('says nothing to one whose certificate nobody vouches for, is another’s, or is over', async () => {
  const fine = aCertificate({ ip: '127.0.0.1' });
  expect(await connecting(fine, null)).toBe('untrusted');
  await peer.close();
  expect(await connecting(fine, aCertificate({ ip: '127.0.0.1' }).cert)).toBe('untrusted');
  await peer.close();
  const other = aCertificate({ name: 'otra.example' });
  expect(await connecting(other, other.cert)).toBe('untrusted');
  await peer.close();
  const over = aCertificate({ ip: '127.0.0.1', isOver: true });
  expect(await connecting(over, over.cert)).toBe('untrusted');
});

it('takes an exchange that speaks in clear for away', async () => {
  expect(await connecting(undefined, null)).toBe('away');
});
