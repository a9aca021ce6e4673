import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { mayDo, type PetitionAction } from '../../core/petitions/lifecycle.ts';
import type { Answer } from '../../core/petitions/questions.ts';
import { publicViewOf } from '../../core/petitions/visibility.ts';
import type { Stage, Visibility } from '../../core/petitions/stages.ts';
import { readLedger, type Ledger } from '../../store/clocks.ts';
import { columns } from '../../store/columns.generated.ts';
import type { Reader } from '../../store/database.ts';
import { readingByKey } from '../../store/one-plan.ts';
import { readHistory, type StoredEvent } from '../../store/petition-history.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import { situationOf } from '../petition-situation.ts';
import { publicPhotos } from '../files-that-open.ts';
import { visiblePetitions } from '../visible-petitions.ts';
import type { Source } from './draft.ts';
import { readRight, type PetitionRight } from './petition-right.ts';

/** `own`: with its key. `supporter`: with a supporter's key. `public`: without any, what everybody may know. */
export type TrackedView = 'own' | 'supporter' | 'public';

export interface TrackedMessage {
  readonly id: string;
  readonly kind: string;
  readonly body: string;
}

export interface TrackedFile {
  readonly id: string;
  readonly display_name: string;
  readonly alt_text: string | null;
  readonly is_photo: boolean;
  readonly bytes: number | null;
  readonly message_id: string | null;
  readonly reply_id: string | null;
}

export interface TrackedReply {
  readonly id: string;
  readonly document_number: string | null;
  /** Null: a first reply, which leaves the outcome for the final one. */
  readonly outcome_name: string | null;
  readonly body: string;
  readonly reasons: string;
  readonly next_step: string;
  readonly means_of_appeal: string;
  readonly responsible_name: string;
  readonly responsible_title: string;
  readonly unit_name: string;
  readonly sent_at: string;
  readonly corrects_id: string | null;
  /** Who signed the letter electronically, name and office as the letter says, and when; null: it is not signed. */
  readonly signed: { readonly by: string; readonly at: string } | null;
}

export interface TrackedPetition {
  readonly id: string;
  readonly view: TrackedView;
  readonly supporter_id: string | null;
  readonly folio: string;
  readonly stage: Stage;
  readonly outcome_name: string | null;
  readonly service_name: string;
  /** Null where it is not for this reader. */
  readonly description: string | null;
  readonly answers: readonly Answer[];
  readonly place: readonly string[];
  readonly unit_id: string;
  readonly authority_id: string;
  readonly received_at: string;
  readonly filed_on: string;
  readonly closes_on: string | null;
  readonly supporters_count: number;
  readonly visibility: Visibility;
  /** The last fact that this reader is told: what only staff are told changes nothing for them. */
  readonly version: number;
  readonly ledger: Ledger;
  readonly events: readonly StoredEvent[];
  readonly messages: readonly TrackedMessage[];
  readonly replies: readonly TrackedReply[];
  readonly files: readonly TrackedFile[];
  /** What the person may do now, and until when a reply may be contested. */
  readonly may: Readonly<Partial<Record<PetitionAction, boolean>>>;
  readonly contest_until: string | null;
}

/** Which facts each reader is told. */
export const audiencesOf = (view: TrackedView): readonly string[] =>
  view === 'own' ? ['public', 'citizen'] : ['public'];

/** The right among those of a browser that opens this petition, the owner's before a supporter's. */
export function rightFor(
  source: Source,
  rights: readonly string[],
  petition_id: string,
): PetitionRight | null {
  const mine = rights
    .map((text) => readRight(source, text))
    .filter((right) => right?.petition_id === petition_id);
  return mine.find((right) => right?.supporter_id === null) ?? mine[0] ?? null;
}

/**
 * A petition by its folio, as much of it as the browser's rights allow. Null where there is none, or none for this
 * reader: the two are not told apart.
 */
export async function trackedPetition(
  source: Source,
  city: CityConfiguration,
  { folio, rights }: { folio: string; rights: readonly string[] },
): Promise<TrackedPetition | null> {
  const city_id = city.city.id;
  for (const petition_id of new Set(rights.map((text) => readRight(source, text)?.petition_id))) {
    if (petition_id === undefined) continue;
    const right = rightFor(source, rights, petition_id)!;
    const own = await readingByKey(source.database, { kind: 'citizen', petition_id }, async (reader) => {
      const row = await reader
        .selectFrom('petitions')
        .select(columns.petitions)
        .where('id', '=', petition_id)
        .where('folio', '=', folio)
        .where('city_id', '=', city_id)
        .executeTakeFirst();
      return row && (await holds(reader, row, right)) ? told(reader, { source, city, row, right }) : null;
    });
    if (own !== null) return own;
  }
  return readingByKey(source.database, { kind: 'public' }, async (reader) => {
    const row = (await reader
      .selectFrom('petitions as p')
      .select(columns.petitions)
      .where('p.folio', '=', folio)
      .where('p.city_id', '=', city_id)
      .where(visiblePetitions({ kind: 'public' }) as never)
      .executeTakeFirst()) as PetitionRow | undefined;
    return row ? told(reader, { source, city, row, right: null }) : null;
  });
}

/** A key that was issued again ends the rights of the old one; a supporter must still be one. */
export async function holds(
  reader: Reader,
  row: Pick<PetitionRow, 'id' | 'access_key_issue'>,
  right: PetitionRight,
): Promise<boolean> {
  if (right.supporter_id === null) return right.issue === row.access_key_issue;
  const found = await reader
    .selectFrom('supporters')
    .select(sql`1`.as('one'))
    .where('id', '=', right.supporter_id)
    .where('petition_id', '=', row.id)
    .executeTakeFirst();
  return found !== undefined;
}

interface Telling {
  readonly source: Source;
  readonly city: CityConfiguration;
  readonly row: PetitionRow;
  readonly right: PetitionRight | null;
}

async function told(reader: Reader, telling: Telling): Promise<TrackedPetition | null> {
  const { city, row, right } = telling;
  const view: TrackedView = right === null ? 'public' : right.supporter_id === null ? 'own' : 'supporter';
  const own = view === 'own';
  const audiences = audiencesOf(view);
  const [ledger, history, messages, replies, files] = await Promise.all([
    readLedger(reader, row.id),
    readHistory(reader, row.id),
    messagesOf(reader, row.id, audiences),
    own ? repliesOf(reader, city, row.id) : [],
    own ? filesOf(reader, row.id) : publicFilesOf(reader, row.id),
  ]);
  const events = history.filter(({ event }) => audiences.includes(event.audience));
  return {
    id: row.id,
    view,
    supporter_id: right?.supporter_id ?? null,
    folio: row.folio,
    stage: row.stage as Stage,
    outcome_name: row.outcome_code === null ? null : (city.outcomes.get(row.outcome_code)?.name ?? null),
    service_name: city.services.get(row.service_id)?.name ?? '',
    ...contentOf(city, row, own),
    unit_id: row.unit_id,
    authority_id: row.current_authority_id,
    received_at: row.received_at,
    filed_on: row.filed_on,
    closes_on: row.closes_on,
    supporters_count: row.supporters_count,
    visibility: row.visibility as Visibility,
    version: events.at(-1)?.seq ?? 0,
    ...{ ledger, events, messages, replies, files },
    ...(own ? await permitted(reader, telling, ledger) : { may: {}, contest_until: null }),
  };
}

function contentOf(city: CityConfiguration, row: PetitionRow, own: boolean) {
  const zone = row.zone_code === null ? null : (city.zones.get(row.zone_code)?.name ?? null);
  const lines = (texts: readonly (string | null)[]) =>
    texts.filter((text) => text !== null && text !== '') as string[];
  const answers = row.answers as unknown as readonly Answer[];
  if (own) {
    return {
      description: row.description,
      answers,
      place: lines([row.address_text, row.neighbourhood, zone, row.place_note]),
    };
  }
  const seen = publicViewOf(row.visibility as Visibility, row.moderation);
  return {
    description: seen.text ? (row.public_description ?? row.description) : null,
    answers: [],
    place: lines(seen.exact_place && seen.text ? [row.address_text, row.neighbourhood, zone] : [zone]),
  };
}

function messagesOf(
  reader: Reader,
  petition_id: string,
  audiences: readonly string[],
): Promise<TrackedMessage[]> {
  return reader
    .selectFrom('messages')
    .select(['id', 'kind', 'body'])
    .where('petition_id', '=', petition_id)
    .where('audience', 'in', audiences)
    .orderBy('at')
    .execute();
}

async function repliesOf(
  reader: Reader,
  city: CityConfiguration,
  petition_id: string,
): Promise<TrackedReply[]> {
  const rows = await reader
    .selectFrom('replies as r')
    .leftJoin('letters as l', 'l.reply_id', 'r.id')
    .select(['r.id', 'r.document_number', 'r.outcome_code', 'r.unit_id', 'r.body', 'r.reasons'])
    .select(['r.next_step', 'r.means_of_appeal', 'r.responsible_name', 'r.responsible_title'])
    .select(['r.drafted_at', 'r.sent_at', 'r.corrects_id', 'l.signed_by', 'l.at as letter_at'])
    .where('r.petition_id', '=', petition_id)
    .where('r.state', '=', 'sent')
    .orderBy('r.sent_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    document_number: row.document_number,
    outcome_name: row.outcome_code === null ? null : (city.outcomes.get(row.outcome_code)?.name ?? ''),
    body: row.body,
    reasons: row.reasons,
    next_step: row.next_step,
    means_of_appeal: row.means_of_appeal,
    responsible_name: row.responsible_name,
    responsible_title: row.responsible_title,
    unit_name: city.units.get(row.unit_id)?.name ?? '',
    sent_at: row.sent_at ?? row.drafted_at,
    corrects_id: row.corrects_id,
    signed: signedAs(row),
  }));
}

function signedAs(letter: { signed_by: string | null; letter_at: string | null }): TrackedReply['signed'] {
  const { signed_by: by, letter_at: at } = letter;
  return by === null || at === null ? null : { by, at };
}

async function filesOf(reader: Reader, petition_id: string): Promise<TrackedFile[]> {
  const rows = await reader
    .selectFrom('files')
    .select(['id', 'display_name', 'alt_text', 'media_type', 'bytes', 'message_id', 'reply_id'])
    .where('petition_id', '=', petition_id)
    .where('removed_at', 'is', null)
    .where('audience', '<>', 'staff')
    .orderBy('id')
    .execute();
  return rows.map(({ media_type, ...file }) => ({ ...file, is_photo: media_type.startsWith('image/') }));
}

async function publicFilesOf(reader: Reader, petition_id: string): Promise<TrackedFile[]> {
  const photos = await publicPhotos(reader, petition_id);
  return photos.map(({ file_id, display_name, alt_text }) => ({
    ...{ id: file_id, display_name, alt_text, is_photo: true },
    ...{ bytes: null, message_id: null, reply_id: null },
  }));
}

const citizensActions = ['answer_question', 'add_file', 'withdraw', 'confirm', 'contest'] as const;

async function permitted(reader: Reader, { source, city, row }: Telling, ledger: Ledger) {
  const calendar = city.calendars.get(row.current_authority_id)!;
  const today = localDateOf(source.now(), calendar.time_zone);
  const situation = await situationOf(reader, { row, ledger }, { city, today, calendar });
  const may = Object.fromEntries(
    citizensActions.map((action) => [action, mayDo(action, situation).accepted]),
  ) as TrackedPetition['may'];
  return { may, contest_until: situation.contest_until };
}
