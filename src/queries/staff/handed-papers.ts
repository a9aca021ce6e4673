import { permitsAnywhere } from '../../core/access/actor.ts';
import { columns } from '../../store/columns.generated.ts';
import { inTransaction, type Tx } from '../../store/database.ts';
import { openContacts } from '../../store/people.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import { receiptData } from '../documents/receipt-document.ts';
import { spokenData } from '../documents/spoken-document.ts';
import { typeset } from '../documents/typeset.ts';
import { filedJustNow } from '../filed-just-now.ts';
import type { Asker } from './list-petitions.ts';
import { readingOf } from './own-period.ts';
import type { Paper } from './papers.ts';
import { maySeePerson, noteView } from './petition-contacts.ts';
import { placeOfRow, seenPetition } from './petition-page.ts';
import type { StaffPorts } from './ports.ts';

/** What is handed to the person who asks: the receipt on a sheet or on a roll, or the record of what was spoken. */
export type HandedPaper = 'letter' | 'thermal' | 'record';

export interface PaperWanted {
  readonly petition_id: string;
  readonly paper: HandedPaper;
}

/**
 * A paper as PDF. Who filed it has it for an hour whatever they may read else, with the key on the receipt, since the
 * person stands there; everybody else as they see the petition, without the key. Null: no such petition, none that was
 * spoken, or it left the asker.
 */
export async function handedPaper(
  ports: StaffPorts,
  asker: Asker,
  { petition_id, paper }: PaperWanted,
): Promise<Paper | null> {
  const own = await inTransaction(ports.database, { kind: 'system' }, async (tx) => {
    const row = await justFiled(tx, { ports, asker }, petition_id);
    return row === null ? null : dataOf(tx, { ports, asker, row, paper, is_handed: true });
  });
  if (own !== null) return set(own, paper);
  const as = { kind: 'staff', authority_ids: asker.actor.authority_ids } as const;
  const seen = await inTransaction(ports.database, as, async (tx) => {
    const row = await seenPetition(tx, asker, petition_id);
    if (row === null || (await readingOf(tx, asker.actor, row)).reads.left !== null) return null;
    return dataOf(tx, { ports, asker, row, paper, is_handed: false });
  });
  return seen === null ? null : set(seen, paper);
}

/** The petition, where the asker filed it a moment ago; else null. */
async function justFiled(
  tx: Tx,
  { ports, asker: { actor, city } }: Pick<PaperScope, 'ports' | 'asker'>,
  petition_id: string,
) {
  const asked = { petition_id, user_id: actor.user_id, now: ports.now() };
  if (!permitsAnywhere(actor, 'petition.file_for_other') || !(await filedJustNow(tx, asked))) return null;
  const row = await tx
    .selectFrom('petitions')
    .select(columns.petitions)
    .where('id', '=', petition_id)
    .where('city_id', '=', city.city.id)
    .executeTakeFirst();
  return row ?? null;
}

interface PaperScope {
  readonly ports: StaffPorts;
  readonly asker: Asker;
  readonly row: PetitionRow;
  readonly paper: HandedPaper;
  readonly is_handed: boolean;
}

async function dataOf(tx: Tx, scope: PaperScope) {
  const { ports, row, paper, is_handed } = scope;
  const { id: petition_id, folio } = row;
  if (paper !== 'record') {
    const receipt = await receiptData(tx, ports, { petition_id, with_key: is_handed });
    return receipt && { folio, receipt };
  }
  const contacts = await contactsOnPaper(tx, scope);
  const record = await spokenData(tx, ports, { petition_id, contacts });
  return record && { folio, record };
}

/** The person as they were given, and that somebody had them on paper; a reserved identity is on no paper. */
async function contactsOnPaper(tx: Tx, { ports, asker: { actor }, row, is_handed }: PaperScope) {
  const place = placeOfRow(row);
  const mayName = is_handed || maySeePerson({ actor, place, petition: row });
  if (row.identity === 'reserved' || !mayName) return [];
  const contacts = await openContacts(tx, ports.keys, row.id);
  if (contacts.length > 0) {
    const { person_id, id: petition_id } = row;
    const view = { user_id: actor.user_id, person_id, petition_id, what: 'contact', now: ports.now() };
    await noteView(tx, view);
  }
  return contacts;
}

function set(data: NonNullable<Awaited<ReturnType<typeof dataOf>>>, paper: HandedPaper): Paper {
  if ('record' in data)
    return { bytes: typeset('spoken', data.record), name: `constancia-${data.folio}.pdf` };
  const { receipt, folio } = data;
  return { bytes: typeset(paper === 'thermal' ? 'ticket' : 'receipt', receipt), name: `acuse-${folio}.pdf` };
}
