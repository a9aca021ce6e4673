import QRCode from 'qrcode';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { entryLabel } from '../../core/correspondence/letter.ts';
import { longInstant, shortInstant } from '../../core/language/format.ts';
import { languageOf, say, type SentenceKey, type Values } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Reader } from '../../store/database.ts';
import { barCode } from './bar-code.ts';
import { brandOf, type DocumentSources } from './document-sources.ts';
import type { LetterheadData } from './typeset.ts';

/**
 * The data of the stamped copy of a letter, and of the label that is stuck on the paper: folio and entry with bar code
 * and QR, hour of reception and of legal filing, sheets, annexes, and who received it. Nothing of the sender or of what
 * it says: it goes from hand to hand.
 * @returns null where there is no such letter for whoever reads
 */
export async function letterOnPaper(reader: Reader, sources: DocumentSources, letter_id: string) {
  const row = await letterRow(reader, letter_id);
  const city = row && (await cityConfiguration(reader, row.city_id));
  if (!row || !city) return null;
  const told = tellerOf(city);
  const { locale } = city.city;
  const { time_zone, name } = city.authorities.get(row.authority_id)!;
  const title = told(row.part === 'opened' ? 'document.letter.title' : 'document.letter.title_added');
  const address = `${sources.public_url}${citizenPaths(`/c/${city.city.code}`).petition(row.folio)}`;
  return {
    ...letterSheet(city, { authority_id: row.authority_id, title, mark: row.folio }),
    // A letter that was added may be somebody else's.
    folio: {
      label: told(row.part === 'opened' ? 'document.letter.folio' : 'document.letter.folio_short'),
      value: row.folio,
    },
    entry: { label: told('document.letter.entry'), value: entryLabel(row) },
    bars: { svg: barCode(row.folio), alt: told('document.letter.bars_alt', { folio: row.folio }) },
    qr: {
      svg: await QRCode.toString(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
      alt: told('document.qr_alt', { folio: row.folio }),
    },
    address,
    facts: factsOf(row, city),
    label: {
      received: shortInstant(row.received_at, { locale, time_zone }),
      parts: told('document.letter.parts', { sheets: row.sheets, annexes: row.annexes }),
      by: row.by,
    },
    seal: told('document.letter.seal', { authority: name }),
    note: told(row.part === 'opened' ? 'document.letter.note' : 'document.letter.note_added'),
    privacy: await privacyOf(reader, { row, city, public_url: sources.public_url }),
  };
}

type LetterRow = NonNullable<Awaited<ReturnType<typeof letterRow>>>;

function factsOf(row: LetterRow, city: CityConfiguration): [string, string][] {
  const told = tellerOf(city);
  const { locale } = city.city;
  const { time_zone, name } = city.authorities.get(row.authority_id)!;
  const unit = row.unit_id === null ? null : (city.units.get(row.unit_id)?.name ?? null);
  const at = (instant: string) => longInstant(instant, { locale, time_zone });
  const facts: [string, string][] = [
    [told('document.letter.received'), at(row.received_at)],
    [
      told('document.letter.filed'),
      row.part === 'opened' && row.filed_at !== row.received_at ? at(row.filed_at) : '',
    ],
    [told('document.letter.registered'), at(row.registered_at)],
    [told('document.letter.medium'), told(`letter_medium.${row.medium}` as SentenceKey)],
    [told('document.letter.sheets'), String(row.sheets)],
    [
      told('document.letter.annexes'),
      [String(row.annexes), row.annex_note].filter((part) => part !== '').join(': '),
    ],
    [told('document.letter.official'), row.by],
    [told('document.letter.office'), [unit, name].filter((part) => part !== null).join(', ')],
    [
      told('document.letter.with'),
      `${row.unit_name}, ${city.authorities.get(row.current_authority_id)!.name}`,
    ],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** Which notice goes with the paper: who writes a letter saw none before, and gets it with the stamped copy. */
async function privacyOf(
  reader: Reader,
  { row, city, public_url }: { row: LetterRow; city: CityConfiguration; public_url: string },
): Promise<string> {
  if (row.part === 'added') return '';
  const consent = await reader
    .selectFrom('privacy_consents')
    .select('text_version')
    .where('petition_id', '=', row.petition_id)
    .orderBy('at')
    .executeTakeFirst();
  const url = `${public_url}${citizenPaths(`/c/${city.city.code}`).text('privacy_full')}`;
  return tellerOf(city)('document.receipt.privacy', { version: consent?.text_version ?? 1, url });
}

export const tellerOf =
  (city: CityConfiguration) =>
  (key: SentenceKey, values?: Values): string =>
    say(languageOf(city.city.locale), key, values);

/** The letterhead of an authority for what is not about one petition alone. */
export function letterSheet(
  city: CityConfiguration,
  { authority_id, title, mark }: { authority_id: string; title: string; mark: string },
): LetterheadData {
  const authority = city.authorities.get(authority_id)!;
  const { locale, name } = city.city;
  return {
    ...{ lang: languageOf(locale), region: locale.split('-')[1] ?? 'MX', title, author: authority.name },
    ...brandOf(authority),
    ...{ authority: authority.name, city: name, footer: `${authority.name} · ${mark}` },
    ...{ pages: tellerOf(city)('document.pages', {}), watermark: '' },
  };
}

function letterRow(reader: Reader, letter_id: string) {
  return reader
    .selectFrom('incoming_letters as l')
    .innerJoin('petitions as p', 'p.id', 'l.petition_id')
    .innerJoin('users as u', 'u.id', 'l.registered_by')
    .innerJoin('units as n', 'n.id', 'p.unit_id')
    .select(['l.city_id', 'l.authority_id', 'l.unit_id', 'l.year', 'l.entry_number', 'l.received_at'])
    .select([
      'l.registered_at',
      'l.medium',
      'l.sheets',
      'l.annexes',
      'l.annex_note',
      'l.part',
      'u.name as by',
    ])
    .select(['l.petition_id', 'p.folio', 'p.filed_at', 'p.current_authority_id', 'n.name as unit_name'])
    .where('l.id', '=', letter_id)
    .executeTakeFirst();
}
