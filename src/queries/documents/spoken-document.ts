import { longDate, longInstant } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import { clockOf, readLedger } from '../../store/clocks.ts';
import type { Reader } from '../../store/database.ts';
import type { OpenedContact } from '../../store/people.ts';
import {
  letterheadOf,
  petitionOnPaper,
  qrOf,
  type DocumentSources,
  type PetitionOnPaper,
} from './document-sources.ts';

export interface SpokenWanted {
  readonly petition_id: string;
  /** Who asked, as it was given; none where whoever reads may not know, or nobody gave a name. */
  readonly contacts: readonly OpenedContact[];
}

type Rows = readonly (readonly [string, string | null])[];

/**
 * The data of the record of a petition that was asked aloud: folio, date and hour, who asked and where to answer, what
 * was asked, the documents that came with it, who took it down, and that it was spoken (Ley 1755 de 2015, art. 15;
 * Decreto 1166 de 2016). A reserved identity is not named on it.
 * @returns null when there is no such petition for whoever reads, or it was not asked aloud
 */
export async function spokenData(reader: Reader, sources: DocumentSources, wanted: SpokenWanted) {
  const paper = await petitionOnPaper(reader, sources, wanted.petition_id);
  const record = paper && (await recordOf(reader, wanted.petition_id));
  if (!paper || !record) return null;
  const { row, city, say, locale, time_zone } = paper;
  const title = say('document.spoken.title');
  const at = longInstant(record.taken_at, { locale, time_zone });
  const petitioner = wanted.contacts.find(({ part }) => part === 'petitioner');
  return {
    ...letterheadOf(paper, { title, is_draft: false }),
    folio: { label: say('document.receipt.folio'), value: row.folio },
    taken: say('document.spoken.taken', { at, channel: say(`channel.${row.channel}` as SentenceKey) }),
    address: paper.address,
    qr: await qrOf(paper),
    person: { heading: say('document.spoken.person'), rows: personRows(paper, wanted.contacts) },
    object: { heading: say('document.spoken.object'), rows: await objectRows(reader, paper) },
    told: { heading: say('document.spoken.told'), text: row.description },
    declared: { heading: say('document.spoken.declared'), lines: declarations(paper, record) },
    citation: city.city.settings.spoken_petition?.citation ?? '',
    signatures: [
      // Who is not named signs over an empty line, if they want to.
      { name: petitioner?.name ?? '', role: say('document.spoken.signs_person') },
      { name: record.official, role: say('document.spoken.signs_official') },
    ],
  };
}

type SpokenRecord = NonNullable<Awaited<ReturnType<typeof recordOf>>>;

function recordOf(reader: Reader, petition_id: string) {
  return reader
    .selectFrom('spoken_petitions as s')
    .innerJoin('users as u', 'u.id', 's.taken_by')
    .select(['s.taken_at', 's.read_back', 's.language', 's.copy_asked', 'u.name as official'])
    .where('s.petition_id', '=', petition_id)
    .executeTakeFirst();
}

const filled = (rows: Rows): [string, string][] =>
  rows.flatMap(([label, value]) => (value === null || value === '' ? [] : [[label, value]]));

function personRows({ row, say }: PetitionOnPaper, contacts: readonly OpenedContact[]) {
  const one = contacts.find(({ part }) => part === 'petitioner');
  const other = contacts.find(({ part }) => part === 'on_behalf_of');
  return filled([
    [say('document.receipt.identity'), say(`identity.${row.identity}` as SentenceKey)],
    [say('document.spoken.name'), one?.name ?? null],
    [say('document.spoken.document'), one?.document ?? null],
    [say('document.spoken.address'), one?.address ?? null],
    [say('document.spoken.phone'), one?.phone ?? null],
    [say('document.spoken.email'), one?.email ?? null],
    [say('document.spoken.on_behalf_of'), other?.name ?? null],
  ]);
}

async function objectRows(reader: Reader, { row, city, say, locale }: PetitionOnPaper) {
  const ledger = await readLedger(reader, row.id);
  const due_on = (clockOf(ledger, 'reply') ?? clockOf(ledger, 'resolve'))?.due_on ?? null;
  const files = await reader
    .selectFrom('files')
    .select('display_name')
    .where('petition_id', '=', row.id)
    .where('removed_at', 'is', null)
    .where('audience', '<>', 'staff')
    .orderBy('at')
    .execute();
  const zone = row.zone_code === null ? null : (city.zones.get(row.zone_code)?.name ?? null);
  const place = [row.address_text, row.neighbourhood, zone, row.place_note];
  return filled([
    [say('document.receipt.service'), city.services.get(row.service_id)?.name ?? null],
    [say('document.receipt.kind'), city.kinds.get(row.kind_code)?.name ?? null],
    [say('document.receipt.place'), place.filter((part) => part !== null && part !== '').join(', ')],
    [say('document.spoken.files'), files.map(({ display_name }) => display_name).join(', ')],
    [say('document.receipt.authority'), city.authorities.get(row.current_authority_id)!.name],
    [say('document.receipt.unit'), city.units.get(row.unit_id)!.name],
    [say('document.receipt.due'), due_on === null ? null : longDate(due_on, { locale })],
  ]);
}

function declarations({ say }: PetitionOnPaper, record: SpokenRecord): string[] {
  const { official, read_back, language, copy_asked } = record;
  return [
    say('document.spoken.was_spoken', { official }),
    ...(language === null ? [] : [say('document.spoken.translated', { language })]),
    ...(read_back ? [say('document.spoken.read_back')] : []),
    say(copy_asked ? 'document.spoken.copy_asked' : 'document.spoken.copy_offered'),
  ];
}
