import { sql } from 'kysely';
import { reading } from '../../store/database.ts';
import { letterOnPaper } from '../documents/letter-document.ts';
import { typeset } from '../documents/typeset.ts';
import { lettersFor } from './correspondence-book.ts';
import type { Asker } from './list-petitions.ts';
import type { Paper } from './papers.ts';
import type { StaffPorts } from './ports.ts';

/** The stamped copy of a letter, or the label for the paper itself, as PDF; null for what the asker's register has not. */
export async function paperOfLetter(
  ports: StaffPorts,
  asker: Asker,
  { letter_id, as }: { letter_id: string; as: 'letter' | 'letter-label' },
): Promise<Paper | null> {
  const data = await reading(ports.database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql`select 1 from incoming_letters s join petitions p on p.id = s.petition_id
      where s.id = ${letter_id}::uuid and ${lettersFor(ports.keys, asker, {})}`.execute(reader);
    return rows.length === 0 ? null : letterOnPaper(reader, ports, letter_id);
  });
  if (data === null) return null;
  const name = `${as === 'letter' ? 'acuse' : 'etiqueta'}-${data.entry.value.replace('/', '-')}.pdf`;
  return { bytes: typeset(as, data), name };
}
