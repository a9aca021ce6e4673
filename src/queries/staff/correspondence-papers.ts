import { sql } from 'kysely';
import { sayCode, languageOf, say } from '../../core/language/sentences.ts';
import { reading, type Reader } from '../../store/database.ts';
import {
  bookOfDay,
  coverSheets,
  transferLetter,
  type BookRow,
} from '../documents/correspondence-document.ts';
import { letterOnPaper } from '../documents/letter-document.ts';
import { typeset } from '../documents/typeset.ts';
import { correspondenceBook, lettersFor, type LetterShown } from './correspondence-book.ts';
import type { Asker } from './list-petitions.ts';
import type { Paper } from './papers.ts';
import type { StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

/** Of one day no register has more; a page that breaks off would be a false one. */
const most_of_day = 2000;
const rows_at_a_time = 200;

/** The stamped copy of a letter, or the label for the paper itself, as PDF; null for what the asker's register has not. */
export async function paperOfLetter(
  ports: StaffPorts,
  asker: Asker,
  { letter_id, as }: { letter_id: string; as: 'letter' | 'letter-label' },
): Promise<Paper | null> {
  const data = await ofRegister({ ports, asker, letter_id }, (reader) =>
    letterOnPaper(reader, ports, letter_id),
  );
  if (data === null) return null;
  const name = `${as === 'letter' ? 'acuse' : 'etiqueta'}-${data.entry.value.replace('/', '-')}.pdf`;
  return { bytes: typeset(as, data), name };
}

/** The letter that goes with a transfer, as PDF; null where it was meant for nobody else. */
export async function transferOfLetter(
  ports: StaffPorts,
  asker: Asker,
  letter_id: string,
): Promise<Paper | null> {
  const data = await ofRegister({ ports, asker, letter_id }, (reader) =>
    transferLetter(reader, ports.now(), letter_id),
  );
  if (data === null) return null;
  const { name, ...told } = data;
  return { bytes: typeset('transfer-letter', told), name };
}

function ofRegister<T>(
  { ports, asker, letter_id }: { ports: StaffPorts; asker: Asker; letter_id: string },
  read: (reader: Reader) => Promise<T | null>,
): Promise<T | null> {
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql`select 1 from incoming_letters s join petitions p on p.id = s.petition_id
      where s.id = ${letter_id}::uuid and ${lettersFor(asker)}`.execute(reader);
    return rows.length === 0 ? null : read(reader);
  });
}

/** A batch of cover sheets, one to a page; null for no batch of the asker's register. */
export async function paperOfCoverSheets(
  ports: StaffPorts,
  asker: Asker,
  batch_id: string,
): Promise<Paper | null> {
  const { rows } = await reading(ports.database, { kind: 'system' }, (reader) =>
    sql<{ code: string; authority_id: string }>`select s.code, s.authority_id
      from (select c.*, null::uuid as unit_id from cover_sheets c) s
      where s.batch_id = ${batch_id}::uuid and s.city_id = ${asker.city.city.id}
        and (${lyingWithin(asker.actor, 'correspondence.register', asker.city.city.id)} or s.printed_by = ${asker.actor.user_id})
      order by s.code`.execute(reader),
  );
  if (rows[0] === undefined) return null;
  const { authority_id } = rows[0];
  const data = coverSheets(asker.city, { authority_id, codes: rows.map(({ code }) => code) });
  return { bytes: typeset('cover-sheets', data), name: 'portadas.pdf' };
}

/** All letters that the filter finds, the oldest first; the register is read page by page. */
export async function* wholeBook(
  ports: StaffPorts,
  asker: Asker,
  filter: Parameters<typeof correspondenceBook>[2],
): AsyncGenerator<LetterShown[]> {
  let cursor: string | undefined;
  for (let count = 0; count < most_of_day * 10; count += rows_at_a_time) {
    const asked = { ...filter, limit: rows_at_a_time, ...(cursor === undefined ? {} : { cursor }) };
    const page = await correspondenceBook(ports, asker, asked);
    if (page === null) return;
    yield page.items;
    if (page.next_cursor === null) return;
    cursor = page.next_cursor;
  }
}

/** The page of a day of the register, as PDF: entries in their order; null for who keeps no register there. */
export async function paperOfDay(ports: StaffPorts, asker: Asker, on: string): Promise<Paper | null> {
  const { city, actor } = asker;
  const grant = actor.grants.find(
    (one) => one.city_id === city.city.id && one.permissions.includes('correspondence.read'),
  );
  if (grant === undefined) return null;
  const ofCity = [...city.authorities.values()].find(({ level, is_active }) => level === 'city' && is_active);
  const rows: BookRow[] = [];
  for await (const page of wholeBook(ports, asker, { from: on, until: on }))
    rows.push(...page.map((one) => rowOf(one, asker)));
  const data = bookOfDay(city, { authority_id: grant.authority_id ?? ofCity!.id, on, rows: rows.reverse() });
  return { bytes: typeset('letter-book', data), name: `libro-${on}.pdf` };
}

function rowOf(one: LetterShown, { city }: Asker): BookRow {
  const language = languageOf(city.city.locale);
  const withheld = say(language, 'console.letters.withheld');
  return {
    ...{ entry: one.entry, received_at: one.received_at, sheets: one.sheets, annexes: one.annexes },
    sender: senderOf(one, { language, withheld }),
    ...{ subject: one.subject ?? withheld, folio: one.petition.folio },
  };
}

/** The name as it was given, else what kind of sender it is. */
export function senderOf(
  { is_withheld, sender, sender_kind }: LetterShown,
  { language, withheld }: { language: ReturnType<typeof languageOf>; withheld: string },
): string {
  if (is_withheld) return withheld;
  return sender ?? sayCode(language, 'letter_sender', sender_kind) ?? sender_kind;
}
