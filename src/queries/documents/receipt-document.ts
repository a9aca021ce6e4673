import { longDate, longInstant, shortInstant } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import { clockOf, readLedger } from '../../store/clocks.ts';
import type { Reader } from '../../store/database.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import {
  letterheadOf,
  petitionOnPaper,
  qrOf,
  type DocumentSources,
  type PetitionOnPaper,
} from './document-sources.ts';

/** What the receipt says; `with_key` only for whoever holds the key already, or for paper handed over in person. */
export interface ReceiptWanted {
  readonly petition_id: string;
  readonly with_key: boolean;
}

/**
 * The data of a receipt: folio, key, due date with its law, who attends to it, a copy of what was asked, and which
 * privacy notice was shown (Ley 1755 art. 15 and 16; agreement of Mexico City of 12-02-2019).
 * @returns null when there is no such petition for whoever reads
 */
export async function receiptData(reader: Reader, sources: DocumentSources, wanted: ReceiptWanted) {
  const paper = await petitionOnPaper(reader, sources, wanted.petition_id);
  if (paper === null) return null;
  const { row, say } = paper;
  const title = say('document.receipt.title');
  return {
    ...letterheadOf(paper, { title, is_draft: false }),
    folio: { label: say('document.receipt.folio'), value: row.folio },
    key: wanted.with_key
      ? {
          label: say('document.receipt.key'),
          value: accessKeyFor(sources.keys, row.id, row.access_key_issue),
          note: say('document.receipt.key_note'),
        }
      : null,
    address: paper.address,
    qr: await qrOf(paper),
    stamp: await stampOf(reader, paper),
    due: await dueOf(reader, paper),
    facts: { heading: say('document.receipt.facts'), rows: await factsOf(reader, paper) },
    told: { heading: say('document.receipt.told'), text: row.description },
    next: { heading: say('document.receipt.next'), steps: stepsOf(paper) },
    privacy: await privacyOf(reader, paper, sources.public_url),
  };
}

async function dueOf(reader: Reader, { row, say, locale }: PetitionOnPaper) {
  const ledger = await readLedger(reader, row.id);
  const clock = clockOf(ledger, 'reply') ?? clockOf(ledger, 'resolve');
  if (clock?.due_on == null) return null;
  return {
    heading: say('document.receipt.due'),
    date: longDate(clock.due_on, { locale }),
    citation: clock.term.citation,
  };
}

/** The stamp of who received it, where a member of staff did; what arrives by itself is stamped by nobody. */
async function stampOf(reader: Reader, { row, city, say, locale, time_zone }: PetitionOnPaper) {
  if (row.created_by === null) return null;
  const { name } = await reader
    .selectFrom('users')
    .select('name')
    .where('id', '=', row.created_by)
    .executeTakeFirstOrThrow();
  return {
    heading: say('document.receipt.stamp'),
    authority: city.authorities.get(row.filing_authority_id)!.name,
    at: longInstant(row.received_at, { locale, time_zone }),
    by: say('document.receipt.stamped_by', { name }),
  };
}

async function factsOf(reader: Reader, paper: PetitionOnPaper): Promise<[string, string][]> {
  const { row, city, say, locale, time_zone } = paper;
  const unit = city.units.get(row.unit_id)!;
  const label = (key: string) => say(`document.receipt.${key}` as SentenceKey);
  const named = (family: string, code: string) => say(`${family}.${code}` as SentenceKey);
  const { count } = await reader
    .selectFrom('files')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('petition_id', '=', row.id)
    .where('removed_at', 'is', null)
    .where('audience', '<>', 'staff')
    .executeTakeFirstOrThrow();
  const place = [row.address_text, row.neighbourhood, placeName(paper), row.place_note];
  const facts: [string, string][] = [
    [label('received'), longInstant(row.received_at, { locale, time_zone })],
    [
      label('filed'),
      row.filed_at === row.received_at ? '' : shortInstant(row.filed_at, { locale, time_zone }),
    ],
    [label('service'), city.services.get(row.service_id)?.name ?? ''],
    [label('kind'), city.kinds.get(row.kind_code)?.name ?? ''],
    [label('authority'), city.authorities.get(row.current_authority_id)!.name],
    [label('unit'), unit.name],
    [label('responsible'), `${unit.responsible_name}, ${unit.responsible_title}`],
    [label('place'), place.filter((part) => part !== null && part !== '').join(', ')],
    [label('channel'), named('channel', row.channel)],
    [label('identity'), named('identity', row.identity)],
    [label('files'), count === 0 ? '' : String(count)],
  ];
  return facts.filter(([, value]) => value !== '');
}

function placeName({ row, city }: PetitionOnPaper): string | null {
  return row.zone_code === null ? null : (city.zones.get(row.zone_code)?.name ?? null);
}

function stepsOf({ row, city, say }: PetitionOnPaper): string[] {
  const unit = city.units.get(row.unit_id)!.name;
  return [
    say('document.receipt.step_accept', { unit }),
    say('document.receipt.step_follow'),
    say('document.receipt.step_answer'),
    say('document.receipt.step_reply'),
  ];
}

/** Which version the person was shown is on the record, so it is on the paper. */
async function privacyOf(
  reader: Reader,
  { row, city, say }: PetitionOnPaper,
  public_url: string,
): Promise<string> {
  const consent = await reader
    .selectFrom('privacy_consents')
    .select('text_version')
    .where('petition_id', '=', row.id)
    .orderBy('at')
    .executeTakeFirst();
  const url = `${public_url}${citizenPaths(`/c/${city.city.code}`).text('aviso-de-privacidad')}`;
  return say('document.receipt.privacy', { version: consent?.text_version ?? 1, url });
}
