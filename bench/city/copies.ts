import { hash as hashOnce, randomFillSync, type KeyObject } from 'node:crypto';
import { composeFolio } from '../../src/core/petitions/folio.ts';
import { merkleRoot } from '../../src/queries/verification/seal-root.ts';
import { blindIndex, encryptText, newDataKey, type KeyRing } from '../../src/store/encryption.ts';
import { nameWords } from '../../src/store/people.ts';
import { accessKeyFor, hashSecret, normaliseAccessKey } from '../../src/store/secrets.ts';
import {
  filled,
  gapOf,
  gapOfId,
  own_columns,
  type CopiedLife,
  type Gapped,
  type OwnColumn,
} from './copied-life.ts';
import { drawFrom, oneOf, type Draw } from './draw.ts';
import { growingText, type GrowingText } from './growing-text.ts';
import { describe, fullName } from './words.ts';

/** What a number of copies writes: text for COPY by table, and the new events of each authority to seal. */
export interface Batch {
  readonly text: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly sealed: readonly EventsToSeal[];
}

/** Events of one authority in the order of their ids, with the root of the tree over their hashes. */
export interface EventsToSeal {
  readonly authority_id: string;
  readonly ids: readonly string[];
  readonly tree: Uint8Array;
}

/** What the copies need to know of their city. */
export interface CopiedCity {
  readonly city_id: string;
  /** Names of services by id. */
  readonly services: ReadonlyMap<string, string>;
  readonly keys: KeyRing;
  readonly seed: number;
  /** The last number of each `CODE-YEAR` that copies have taken. */
  readonly folios: ReadonlyMap<string, number>;
  readonly persons: number;
}

interface MadePerson {
  readonly id: string;
  readonly key: KeyObject;
  readonly contact: string;
}

export interface Copier {
  copy(life: CopiedLife): void;
  /** What was copied since the last time. */
  take(): Batch;
}

/** Columns in the order of the lines; tables that are not named here are written whole. */
export const person_columns = {
  persons: 'id, city_id, kind, data_key, name_cipher, created_at',
  person_identities: 'id, person_id, kind, value_cipher, blind_index, created_at',
  person_name_words: 'person_id, blind_index',
  person_changes: 'id, person_id, change, at',
} as const;

const remembered = 5_000;

/** Folios of copies begin here, so that the city's own series never meets them. */
export const first_copy = 1_000_000;

/** Writes copies of lives: ids, folio, key, person, words, place and chain of hashes of its own for each. */
export function copierFor(city: CopiedCity): Copier {
  const draw = drawFrom(city.seed);
  const folios = new Map(city.folios);
  let lines = new Map<string, GrowingText>();
  let events: NewEvents = new Map();
  const write = (table: string, line: string) => {
    const of = lines.get(table) ?? growingText();
    lines.set(table, of);
    of.addLine(line);
  };
  const eventsOf = (authority_id: string) => {
    const of = events.get(authority_id) ?? [];
    events.set(authority_id, of);
    return of;
  };
  const personFor = somebody(city, draw, write);
  return {
    copy(life) {
      const person = life.person_id === null ? null : personFor(life.born_ms[0]!);
      const { values, number } = ownValues({ life, city, draw, person, next: (key) => count(folios, key) });
      const to_seal = eventsOf(life.values.filing_authority_id!);
      let hash: Buffer | null = null;
      for (const { table, line, event, document_number } of life.rows) {
        if (event !== null) {
          hash = putHash(values, hash, event.hashed);
          to_seal.push({ id: values[gapOfId(event.number)]!, hash });
        }
        // Numbers are each unit's own; a copy's is the first with one more part.
        if (document_number !== null)
          values[gapOf('replies.document_number')] = `${document_number}.${number}`;
        write(table, filled(line, values));
      }
    },
    take() {
      const text = new Map([...lines].map(([table, of]) => [table, of.bytes()]));
      const sealed = toSeal(events);
      lines = new Map();
      events = new Map();
      return { text, sealed };
    },
  };
}

/** The hash of an event after the one before it, both put among the values. */
function putHash(values: string[], previous: Buffer | null, hashed: Gapped): Buffer {
  const hash = chained(previous, filled(hashed, values));
  values[gapOf('petition_events.previous_hash')] = previous === null ? '\\N' : bytes(previous);
  values[gapOf('petition_events.hash')] = bytes(hash);
  return hash;
}

/** By authority. */
type NewEvents = Map<string, { readonly id: string; readonly hash: Buffer }[]>;

function toSeal(events: NewEvents): EventsToSeal[] {
  return [...events].map(([authority_id, of]) => {
    of.sort((one, other) => (one.id < other.id ? -1 : 1));
    const tree = merkleRoot(of.map(({ hash }) => hash));
    return { authority_id, ids: of.map(({ id }) => id), tree };
  });
}

/** A new person, or one of those who asked lately: who asks once often asks again. */
function somebody(city: CopiedCity, draw: Draw, write: (table: string, line: string) => void) {
  const persons: MadePerson[] = [];
  let made = city.persons;
  return (at_ms: number): MadePerson => {
    if (persons.length > 100 && draw() < 0.4) return oneOf(draw, persons);
    const person = makePerson({ city, draw, number: made++, at_ms }, write);
    if (persons.length < remembered) persons.push(person);
    else persons[made % remembered] = person;
    return person;
  };
}

interface Making {
  readonly life: CopiedLife;
  readonly city: CopiedCity;
  readonly draw: Draw;
  readonly person: MadePerson | null;
  readonly next: (series: string) => number;
}

/** What fills the gaps of a copy, and the number of its folio. */
function ownValues({ life, city, draw, person, next }: Making): { values: string[]; number: number } {
  // Within the hour after: still the same day of filing, so every term stands.
  const later_ms = Math.floor(draw() * 3_600_000);
  const values = own_columns.map(() => '');
  for (const ms of life.born_ms) values.push(idAt(ms + later_ms));
  if (person !== null) values[gapOfId(1)] = person.id;
  const { folio, service_id, latitude, longitude, received_at, updated_at } = life.values;
  const [code, year] = folio!.split('-') as [string, string];
  const number = next(`${code}-${year}`);
  const put = (column: OwnColumn, value: string) => (values[gapOf(column)] = value);
  const later = (at: string) => new Date(Date.parse(at) + later_ms).toISOString();
  const near = (degrees: string | null | undefined) => String(Number(degrees) + (draw() - 0.5) * 0.02);
  const key = normaliseAccessKey(accessKeyFor(city.keys, values[gapOfId(0)]!, 1));
  put('petitions.folio', composeFolio(code, Number(year), first_copy + number));
  put('petitions.description', describe(city.services.get(service_id!)!, draw));
  put('petitions.access_key_hash', bytes(hashSecret(key)));
  put('petitions.received_at', later(received_at!));
  put('petitions.updated_at', later(updated_at!));
  put('petitions.latitude', near(latitude));
  put('petitions.longitude', near(longitude));
  if (person !== null) {
    const snapshot = encryptText(person.key, person.contact, 'contacts.snapshot');
    put('contacts.snapshot_cipher', bytes(snapshot));
  }
  return { values, number };
}

interface PersonMaking {
  readonly city: CopiedCity;
  readonly draw: Draw;
  readonly number: number;
  readonly at_ms: number;
}

function makePerson(
  { city: { city_id, keys }, draw, number, at_ms }: PersonMaking,
  write: (table: string, line: string) => void,
): MadePerson {
  const id = idAt(at_ms);
  const at = new Date(at_ms).toISOString();
  const { key, wrapped } = newDataKey(keys);
  const name = fullName(draw);
  const email = `persona${number}@correo.example`;
  const cipher = bytes(encryptText(key, name, 'persons.name'));
  write('persons', [id, city_id, 'natural', bytes(wrapped), cipher, at].join('\t'));
  const address = bytes(encryptText(key, email, 'person_identities.value'));
  const index = bytes(blindIndex(keys, 'email', email));
  write('person_identities', [idAt(at_ms), id, 'email', address, index, at].join('\t'));
  for (const word of nameWords(name))
    write('person_name_words', `${id}\t${bytes(blindIndex(keys, 'name', word))}`);
  write('person_changes', [idAt(at_ms), id, 'created', at].join('\t'));
  return { id, key, contact: JSON.stringify({ name, email, phone: null, document: null, address: null }) };
}

function count(numbers: Map<string, number>, key: string): number {
  const next = (numbers.get(key) ?? 0) + 1;
  numbers.set(key, next);
  return next;
}

const hashed = Buffer.alloc(65_536);
const nothing = Buffer.alloc(32);

/** `hashOfText` of the histories, in one call. */
function chained(previous: Buffer | null, text: string): Buffer {
  (previous ?? nothing).copy(hashed);
  const length = 32 + hashed.write(text, 32);
  return hashOnce('sha256', hashed.subarray(0, length), 'buffer');
}

const random = Buffer.alloc(65_536);
let used = random.length;

/** As `newId` makes it, of random bytes that are drawn for thousands at once. */
function idAt(ms: number): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const bytes = random.subarray(used, (used += 16));
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A bytea in COPY's text format: its one backslash is written twice. */
const bytes = (value: Buffer): string => `\\\\x${value.toString('hex')}`;
