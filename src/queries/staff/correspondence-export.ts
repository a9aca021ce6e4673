import { shortInstant } from '../../core/language/format.ts';
import { languageOf, say, sayCode } from '../../core/language/sentences.ts';
import type { BookFilter, LetterShown } from './correspondence-book.ts';
import { senderOf, wholeBook } from './correspondence-papers.ts';
import type { Table } from './export-petitions.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

/** The register as a table of words; what is withheld from the asker is withheld here. */
export function exportLetters(ports: StaffPorts, asker: Asker, filter: BookFilter): Table {
  const { locale, time_zone } = asker.city.city;
  const language = languageOf(locale);
  const withheld = say(language, 'console.letters.withheld');
  const at = (instant: string) => shortInstant(instant, { locale, time_zone });
  const columns: readonly (readonly [string, (one: LetterShown) => string | number])[] = [
    ['entry', (one) => one.entry],
    ['received', (one) => at(one.received_at)],
    ['registered', (one) => at(one.registered_at)],
    ['medium', (one) => sayCode(language, 'letter_medium', one.medium) ?? one.medium],
    ['sender', (one) => senderOf(one, { language, withheld })],
    ['subject', (one) => one.subject ?? withheld],
    ['sheets', (one) => one.sheets],
    ['annexes', (one) => one.annexes],
    ['folio', (one) => one.petition.folio],
    ['authority', (one) => one.authority],
    [
      'kept_at',
      (one) => (one.kept_at === null ? '' : Object.values(one.kept_at).filter(Boolean).join(' / ')),
    ],
    ['registered_by', (one) => one.by],
  ];
  async function* pages() {
    for await (const page of wholeBook(ports, asker, filter))
      yield page.map((one) => columns.map(([, value]) => value(one)));
  }
  const header = columns.map(([name]) => sayCode(language, 'export_letter', name) ?? name);
  return { header, pages: pages() };
}
