/** What an answer is made of before it is written as XML or JSON. Ids are texts: `001` is no JSON number. */
export type Value = string | number | boolean | null | readonly Value[] | Fields;
export type Fields = { readonly [name: string]: Value | undefined };

/** An answer: the name of its outermost element, which JSON leaves out (Spark convention), and what is in it. */
export interface Document {
  readonly root: string;
  readonly content: readonly Value[] | Fields;
}

export type Format = 'xml' | 'json';

export const mediaTypes: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** Elements that repeat, by the name of what holds them. A list that is not here does not get through. */
const itemNames: Readonly<Record<string, string>> = {
  attributes: 'attribute',
  endpoints: 'endpoint',
  errors: 'error',
  formats: 'format',
  media_urls: 'media_url',
  notes: 'note',
  photos: 'photo',
  service_request_updates: 'request_update',
  service_requests: 'request',
  services: 'service',
  values: 'value',
};

/** Writes the answer in a format. */
export function write(document: Document, format: Format): string {
  if (format === 'json') return JSON.stringify(document.content, cleaned);
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(document.root, document.content)}\n`;
}

// What XML 1.0 cannot carry even when escaped (section 2.2), half surrogate pairs, and the controls it advises against.
const unwritable = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu;

/** A text as both formats carry it: line breaks are one character, control characters are dropped. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unwritable, '');
}

function cleaned(_: string, value: unknown): unknown {
  return typeof value === 'string' ? cleanText(value) : value;
}

function element(name: string, value: Value): string {
  const inside = contentOf(name, value);
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
}

function contentOf(name: string, value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') return escaped(String(value));
  if (isList(value)) {
    const item = itemNames[name];
    if (item === undefined) throw new Error(`No name for the elements of ${name}`);
    return value.map((one) => element(item, one)).join('');
  }
  return Object.entries(value)
    .filter((pair): pair is [string, Value] => pair[1] !== undefined)
    .map(([field, one]) => element(field, one))
    .join('');
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => entities[character]!);
}
