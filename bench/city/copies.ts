import type { KeyObject } from 'node:crypto';
import type { CityConfiguration } from '../../src/core/cities/configuration.ts';
import { composeFolio } from '../../src/core/petitions/folio.ts';
import { blindIndex, encryptText, newDataKey, type KeyRing } from '../../src/store/encryption.ts';
import { newId } from '../../src/store/ids.ts';
import { nameWords } from '../../src/store/people.ts';
import { hashOfText } from '../../src/store/petition-history.ts';
import { accessKeyFor, hashSecret, normaliseAccessKey } from '../../src/store/secrets.ts';
import { filled, type CopiedLife, type CopiedRow } from './copied-life.ts';
import { oneOf, type Draw } from './draw.ts';
import { describe, fullName } from './words.ts';

/** Lines for COPY by table, and the new events to seal. */
export interface Batch {
  readonly lines: ReadonlyMap<string, string[]>;
  readonly events: { readonly authority_id: string; readonly id: string; readonly hash: Buffer }[];
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

/** Writes copies of lives: ids, folio, key, person, words, place and chain of hashes of its own for each. */
export function copierFor(city: CityConfiguration, keys: KeyRing, draw: Draw): Copier {
  const numbers = new Map<string, number>();
  const persons: MadePerson[] = [];
  let lines = new Map<string, string[]>();
  let events: Batch['events'] = [];
  let made = 0;
  const write = (table: string, line: string) => {
    const of = lines.get(table);
    if (of === undefined) lines.set(table, [line]);
    else of.push(line);
  };
  const personFor = (at_ms: number): MadePerson => {
    // Who asks once often asks again.
    if (persons.length > 100 && draw() < 0.4) return oneOf(draw, persons);
    const person = makePerson({ city_id: city.city.id, keys, draw, number: made++, at_ms }, write);
    persons[(made - 1) % remembered] = person;
    return person;
  };
  return {
    copy(life) {
      const person = life.person_id === null ? null : personFor(life.born_ms[0]!);
      const own = ownValues({ life, city, keys, draw, person, number: (key) => count(numbers, key) });
      let hash: Buffer | null = null;
      for (const row of life.rows) {
        if (row.hashed !== null) {
          const previous = hash;
          hash = hashOfText(previous, filled(row.hashed, own.ids));
          own.values.set('petition_events.previous_hash', previous === null ? null : bytes(previous));
          own.values.set('petition_events.hash', bytes(hash));
          const id = own.ids[Number(row.cells.find(({ column }) => column === 'id')!.value!.gaps[0])]!;
          events.push({ authority_id: life.values.filing_authority_id!, id, hash });
        }
        const document = row.values.document_number;
        // Numbers are each unit's own; a copy's is the first with one more part.
        if (document != null)
          own.values.set('replies.document_number', `${document}.${count(numbers, 'reply')}`);
        write(row.table, lineOf(row, own));
      }
    },
    take() {
      const taken = { lines, events };
      lines = new Map();
      events = [];
      return taken;
    },
  };
}

interface Own {
  readonly ids: readonly string[];
  /** By `table.column`: what is neither the same in every copy nor an id. */
  readonly values: Map<string, string | null>;
}

interface Making {
  readonly life: CopiedLife;
  readonly city: CityConfiguration;
  readonly keys: KeyRing;
  readonly draw: Draw;
  readonly person: MadePerson | null;
  readonly number: (key: string) => number;
}

function ownValues({ life, city, keys, draw, person, number }: Making): Own {
  // Within the hour after: still the same day of filing, so every term stands.
  const later_ms = Math.floor(draw() * 3_600_000);
  const ids = life.born_ms.map((ms) => newId(ms + later_ms));
  if (person !== null) ids[1] = person.id;
  const { folio, service_id, latitude, longitude, received_at, updated_at } = life.values;
  const [code, year] = folio!.split('-') as [string, string];
  const later = (at: string) => new Date(Date.parse(at) + later_ms).toISOString();
  const near = (degrees: string) => String(Number(degrees) + (draw() - 0.5) * 0.02);
  const values = new Map<string, string | null>([
    ['petitions.folio', composeFolio(code, Number(year), 1_000_000 + number(`${code}-${year}`))],
    ['petitions.description', describe(city.services.get(service_id!)!, draw)],
    ['petitions.access_key_hash', bytes(hashSecret(normaliseAccessKey(accessKeyFor(keys, ids[0]!, 1))))],
    ['petitions.received_at', later(received_at!)],
    ['petitions.updated_at', later(updated_at!)],
    ['petitions.latitude', latitude == null ? null : near(latitude)],
    ['petitions.longitude', longitude == null ? null : near(longitude)],
  ]);
  if (person !== null)
    values.set(
      'contacts.snapshot_cipher',
      bytes(encryptText(person.key, person.contact, 'contacts.snapshot')),
    );
  return { ids, values };
}

function lineOf({ table, cells }: CopiedRow, { ids, values }: Own): string {
  let line = '';
  for (const { column, value } of cells) {
    const own = values.get(`${table}.${column}`);
    const text = own === undefined ? (value === null ? null : filled(value, ids)) : own;
    line += line === '' ? (text ?? '\\N') : `\t${text ?? '\\N'}`;
  }
  return line;
}

interface PersonMaking {
  readonly city_id: string;
  readonly keys: KeyRing;
  readonly draw: Draw;
  readonly number: number;
  readonly at_ms: number;
}

function makePerson(
  { city_id, keys, draw, number, at_ms }: PersonMaking,
  write: (table: string, line: string) => void,
): MadePerson {
  const id = newId(at_ms);
  const at = new Date(at_ms).toISOString();
  const { key, wrapped } = newDataKey(keys);
  const name = fullName(draw);
  const email = `persona${number}@correo.example`;
  const cipher = bytes(encryptText(key, name, 'persons.name'));
  write('persons', [id, city_id, 'natural', bytes(wrapped), cipher, at].join('\t'));
  const address = bytes(encryptText(key, email, 'person_identities.value'));
  const index = bytes(blindIndex(keys, 'email', email));
  write('person_identities', [newId(at_ms), id, 'email', address, index, at].join('\t'));
  for (const word of nameWords(name))
    write('person_name_words', `${id}\t${bytes(blindIndex(keys, 'name', word))}`);
  write('person_changes', [newId(at_ms), id, 'created', at].join('\t'));
  return { id, key, contact: JSON.stringify({ name, email, phone: null, document: null, address: null }) };
}

function count(numbers: Map<string, number>, key: string): number {
  const next = (numbers.get(key) ?? 0) + 1;
  numbers.set(key, next);
  return next;
}

/** A bytea in COPY's text format: its one backslash is written twice. */
const bytes = (value: Buffer): string => `\\\\x${value.toString('hex')}`;
