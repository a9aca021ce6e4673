import { createHash, verify, X509Certificate } from 'node:crypto';

/** What a PAdES signature claims and whether it holds. */
export interface PdfSignature {
  /** The bytes that are signed are these: the digest of the signature is theirs. */
  readonly covers: boolean;
  /** The signed attributes are signed by the key of `certificate`. */
  readonly is_signed: boolean;
  /** Nothing stands outside what is signed but the signature itself. */
  readonly is_whole: boolean;
  readonly certificate: X509Certificate;
  readonly sub_filter: string;
  readonly reason: string;
  readonly location: string;
}

interface Node {
  readonly tag: number;
  readonly whole: Buffer;
  readonly body: Buffer;
}

/** Reads the one signature of a PDF with nothing but node:crypto (RFC 5652, ETSI EN 319 142-1). Null: none. */
export function signatureOf(pdf: Buffer): PdfSignature | null {
  const text = pdf.toString('latin1');
  const range = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text);
  if (range === null) return null;
  const [start, before, from, after] = range.slice(1).map(Number) as [number, number, number, number];
  const told = Buffer.concat([pdf.subarray(start, start + before), pdf.subarray(from, from + after)]);
  const hex = text.slice(before + 1, from - 1);
  // ContentInfo → [0] → SignedData: version, digests, content, [0] certificates, …, signers.
  const [, wrapped] = children(node(Buffer.from(hex, 'hex')));
  const signed_data = children(children(wrapped!)[0]!);
  const certificate = new X509Certificate(children(signed_data.find(({ tag }) => tag === 0xa0)!)[0]!.whole);
  const signer = children(children(signed_data.at(-1)!)[0]!);
  const attributes = signer.find(({ tag }) => tag === 0xa0)!;
  const digest = children(attributes)
    .map((attribute) => children(attribute))
    .find(([type]) => type!.body.toString('hex') === '2a864886f70d010904')!;
  const message_digest = children(digest[1]!)[0]!.body;
  // Signed as a SET, kept as [0].
  const as_set = Buffer.concat([Buffer.from([0x31]), attributes.whole.subarray(1)]);
  const signature = signer.findLast(({ tag }) => tag === 0x04)!.body;
  return {
    covers: createHash('sha256').update(told).digest().equals(message_digest),
    is_signed: verify('sha256', as_set, certificate.publicKey, signature),
    is_whole: start === 0 && from + after === pdf.length,
    certificate,
    sub_filter: /\/SubFilter\s*\/([\w.]+)/.exec(text)![1]!,
    reason: pdfText(text, 'Reason'),
    location: pdfText(text, 'Location'),
  };
}

function node(der: Buffer): Node {
  const first = der[1]!;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const length = more === 0 ? first : der.readUIntBE(2, more);
  const head = 2 + more;
  return { tag: der[0]!, whole: der.subarray(0, head + length), body: der.subarray(head, head + length) };
}

function children({ body }: Node): Node[] {
  const found: Node[] = [];
  for (let at = 0; at < body.length; at += found.at(-1)!.whole.length) found.push(node(body.subarray(at)));
  return found;
}

/** A text string of PDF: in parentheses or as hexadecimal; UTF-16 when it begins with its mark. */
function pdfText(text: string, key: string): string {
  const hex = new RegExp(`/${key}\\s*<([0-9A-Fa-f]*)>`).exec(text)?.[1];
  const plain = new RegExp(`/${key}\\s*\\(((?:\\\\[\\s\\S]|[^\\\\)])*)\\)`).exec(text)?.[1];
  const bytes =
    hex === undefined
      ? Buffer.from((plain ?? '').replace(/\\([\s\S])/g, '$1'), 'latin1')
      : Buffer.from(hex, 'hex');
  return bytes[0] === 0xfe ? bytes.subarray(2).swap16().toString('utf16le') : bytes.toString('latin1');
}
