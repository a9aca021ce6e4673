import { TextDecoder } from 'node:util';
import { Open311Problem } from './problem.ts';

/** More than any client has to say; what is beyond is not taken apart. */
const mostFields = 2000;

type Fields = Record<string, string | string[]>;

/**
 * The fields of an `application/x-www-form-urlencoded` body; one that comes several times keeps all its values. The
 * specification wants UTF-8. Old senders write ISO-8859-1, with or without saying so: what is said is believed, and
 * bytes that cannot be UTF-8 are read as what browsers take ISO-8859-1 for, so that «año» arrives whole.
 * @throws Open311Problem 400 for a charset that nobody knows, or more than 2,000 fields
 */
export function readUrlencoded(body: Buffer, content_type: string): Fields {
  const said = /;\s*charset="?([^\s";]+)/i.exec(content_type)?.[1] ?? 'utf-8';
  const pairs = pairsOf(body);
  const text = decoderOf(said);
  try {
    return fieldsOf(pairs, text);
  } catch {
    return fieldsOf(pairs, new TextDecoder('windows-1252'));
  }
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true });
  } catch {
    throw new Open311Problem(400, [{ code: 'body_wrong' }]);
  }
}

/** Names and values as bytes. */
function pairsOf(body: Buffer): [Buffer, Buffer][] {
  // In Latin-1 each character is one byte, so the text can be cut and put together again.
  const parts = body.toString('latin1').split('&', mostFields + 1);
  if (parts.length > mostFields) throw new Open311Problem(400, [{ code: 'body_wrong' }]);
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [bytesOf(part), Buffer.alloc(0)]
        : [bytesOf(part.slice(0, equals)), bytesOf(part.slice(equals + 1))];
    });
}

function bytesOf(escaped: string): Buffer {
  const text = escaped
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

function fieldsOf(pairs: readonly [Buffer, Buffer][], text: TextDecoder): Fields {
  const fields = Object.create(null) as Fields;
  for (const [name, value] of pairs) {
    const field = text.decode(name);
    const known = fields[field];
    const one = text.decode(value);
    fields[field] = known === undefined ? one : [...[known].flat(), one];
  }
  return fields;
}
