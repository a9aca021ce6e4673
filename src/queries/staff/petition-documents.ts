import { sql } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import { reading, type Database, type Reader } from '../../store/database.ts';
import type { DocumentSources } from '../documents/document-sources.ts';
import { receiptData } from '../documents/receipt-document.ts';
import { replyData } from '../documents/reply-document.ts';
import { typeset } from '../documents/typeset.ts';
import { petitionsHeldNow } from '../visible-petitions.ts';

type Sources = DocumentSources & { readonly database: Database };

/** A reply as the citizen gets it; one not sent yet is marked as a draft. Null when staff may not see it. */
export async function replyPreviewPdf(
  sources: Sources,
  actor: StaffActor,
  { petition_id, reply_id }: { petition_id: string; reply_id: string },
): Promise<Buffer | null> {
  const data = await seen(sources, { actor, petition_id }, (reader) =>
    replyData(reader, sources, { petition_id, reply_id, drafts_too: true }),
  );
  return data === null ? null : typeset('reply', data);
}

/**
 * The receipt for whoever stands at the counter. With the key only right after filing for that person, where the door
 * knows it: `with_key`. Null when staff may not see the petition.
 */
export async function receiptForCounterPdf(
  sources: Sources,
  actor: StaffActor,
  wanted: { petition_id: string; with_key: boolean },
): Promise<Buffer | null> {
  const { petition_id } = wanted;
  const data = await seen(sources, { actor, petition_id }, (reader) => receiptData(reader, sources, wanted));
  return data === null ? null : typeset('receipt', data);
}

function seen<T>(
  { database }: Sources,
  { actor, petition_id }: { actor: StaffActor; petition_id: string },
  work: (reader: Reader) => Promise<T | null>,
): Promise<T | null> {
  return reading(database, { kind: 'staff', authority_ids: actor.authority_ids }, async (reader) => {
    const row = await reader
      .selectFrom('petitions as p')
      .select(sql`1`.as('one'))
      .where('p.id', '=', petition_id)
      .where(petitionsHeldNow(actor) as never)
      .executeTakeFirst();
    return row ? work(reader) : null;
  });
}
