import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { SigningKey } from '../../store/signing-keys.ts';

/**
 * A new RSA key with a certificate that it signed itself (X.509 v3, RFC 5280), for a demonstration or until the
 * official one comes: it proves that nothing was altered, not who signed.
 * @param of whose letters; `from` and `until` are ISO 8601 instants
 */
export function selfSigned(of: {
  authority: string;
  city: string;
  from: string;
  until: string;
}): Extract<SigningKey, { form: 'pkcs8' }> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const public_key = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const name = sequence(attribute('2.5.4.7', of.city), attribute('2.5.4.10', of.authority), commonName(of));
  // Positive and at most 20 octets.
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const told = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sha256WithRsa,
    name,
    sequence(instant(of.from), instant(of.until)),
    name,
    public_key,
    der(0xa3, sequence(notAnIssuer, forSignatures)),
  );
  const signature = sign('sha256', told, privateKey);
  const certificate = sequence(told, sha256WithRsa, bits(signature, 0));
  const key = privateKey.export({ type: 'pkcs8', format: 'der' });
  return { form: 'pkcs8', key: key.toString('base64'), certificate: certificate.toString('base64') };
}

/** X.520 allows 64 characters. */
const commonName = ({ authority }: { authority: string }) => attribute('2.5.4.3', authority.slice(0, 64));

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(
    body.length.toString(16).padStart(body.length > 0xffff ? 6 : body.length > 0xff ? 4 : 2, '0'),
    'hex',
  );
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const bits = (bytes: Buffer, unused: number) => der(0x03, Buffer.from([unused]), bytes);

function objectId(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const bytes = [first! * 40 + second!];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return der(0x06, Buffer.from(bytes));
}

const attribute = (type: string, value: string) =>
  der(0x31, sequence(objectId(type), der(0x0c, Buffer.from(value.slice(0, 64)))));

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280 section 4.1.2.5). */
function instant(at: string): Buffer {
  const digits = `${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return digits < '2050' ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

const sha256WithRsa = sequence(objectId('1.2.840.113549.1.1.11'), der(0x05));
const critical = der(0x01, Buffer.from([0xff]));
const notAnIssuer = sequence(objectId('2.5.29.19'), critical, der(0x04, sequence()));
/** digitalSignature and nonRepudiation. */
const forSignatures = sequence(objectId('2.5.29.15'), critical, der(0x04, bits(Buffer.from([0xc0]), 6)));
