import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { entryLabel } from '../../core/correspondence/letter.ts';
import { localDateOf, localTimeOf } from '../../core/deadlines/plain-date.ts';
import { longDate, longInstant } from '../../core/language/format.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Reader } from '../../store/database.ts';
import { barCode } from './bar-code.ts';
import { letterSheet, tellerOf } from './letter-document.ts';

/** The data of a batch of cover sheets, in the order in which they were numbered. */
export function coverSheets(
  city: CityConfiguration,
  batch: { readonly authority_id: string; readonly codes: readonly string[] },
) {
  const told = tellerOf(city);
  const title = told('document.cover_sheet.title');
  return {
    ...letterSheet(city, { authority_id: batch.authority_id, title, mark: title }),
    note: told('document.cover_sheet.note'),
    sheets: batch.codes.map((code) => ({
      code,
      bars: { svg: barCode(code), alt: told('document.cover_sheet.bars_alt', { code }) },
    })),
  };
}

export interface BookRow {
  readonly entry: string;
  readonly received_at: string;
  readonly sender: string;
  readonly subject: string;
  readonly sheets: number;
  readonly annexes: number;
  readonly folio: string;
}

/** The data of one day's page of the register, to be printed and signed. */
export function bookOfDay(
  city: CityConfiguration,
  { authority_id, on, rows }: { authority_id: string; on: string; rows: readonly BookRow[] },
) {
  const told = tellerOf(city);
  const { locale } = city.city;
  const { time_zone } = city.authorities.get(authority_id)!;
  const title = told('document.letter_book.title', { date: longDate(on, { locale }) });
  const names = ['entry', 'received', 'sender', 'subject', 'paper_count', 'folio_of'] as const;
  return {
    ...letterSheet(city, { authority_id, title, mark: title }),
    summary: told('document.letter_book.summary', {
      letters: rows.length,
      sheets: rows.reduce((sum, { sheets }) => sum + sheets, 0),
    }),
    columns: names.map((name) => told(`console.letters.column.${name}`)),
    rows: rows.map(({ entry, received_at, sender, subject, sheets, annexes, folio }) => {
      const day = localDateOf(received_at, time_zone);
      const hour = localTimeOf(received_at, time_zone).slice(0, 5);
      return [entry, day === on ? hour : `${day} ${hour}`, sender, subject, `${sheets} + ${annexes}`, folio];
    }),
    signed: told('document.letter_book.signed'),
  };
}

/**
 * The data of the letter with which a petition that came on paper goes to the authority that it was meant for, with the
 * law that says so and the copy for its person (Ley 1755 art. 21).
 * @returns null where there is no such letter, or it was meant for nobody else
 */
export async function transferLetter(reader: Reader, now: string, letter_id: string) {
  const row = await reader
    .selectFrom('incoming_letters as l')
    .innerJoin('petitions as p', 'p.id', 'l.petition_id')
    .select([
      'l.city_id',
      'l.authority_id',
      'l.year',
      'l.entry_number',
      'l.received_at',
      'l.sheets',
      'l.annexes',
    ])
    .select(['l.addressed_to', 'p.folio', 'p.service_id'])
    .where('l.id', '=', letter_id)
    .executeTakeFirst();
  const city = row && (await cityConfiguration(reader, row.city_id));
  const to = row?.addressed_to == null ? undefined : city?.authorities.get(row.addressed_to);
  if (!row || !city || !to) return null;
  const told = tellerOf(city);
  const { locale, settings } = city.city;
  const { time_zone } = city.authorities.get(row.authority_id)!;
  const title = told('document.transfer_letter.title');
  const entry = entryLabel(row);
  return {
    ...letterSheet(city, { authority_id: row.authority_id, title, mark: row.folio }),
    date: longDate(localDateOf(now, time_zone), { locale }),
    to: to.name,
    body: told('document.transfer_letter.body', { authority: to.name }),
    facts: [
      [told('document.letter.folio_short'), row.folio],
      [told('document.letter.entry'), entry],
      [told('document.letter.received'), longInstant(row.received_at, { locale, time_zone })],
      [told('document.transfer_letter.about'), city.services.get(row.service_id)?.name ?? ''],
      [told('document.letter.sheets'), String(row.sheets)],
      [told('document.letter.annexes'), String(row.annexes)],
    ],
    law: settings.transfer.citation,
    copy: told('document.transfer_letter.copy'),
    signed: told('document.letter_book.signed'),
    name: `traslado-${entry.replace('/', '-')}.pdf`,
  };
}
