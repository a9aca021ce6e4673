import { replyData } from '../documents/reply-document.ts';
import { typeset } from '../documents/typeset.ts';
import type { Asker } from './list-petitions.ts';
import { readingOf } from './own-period.ts';
import { seenPetition } from './petition-page.ts';
import { isReplyRead } from './petition-replies.ts';
import { readingAs, type StaffPorts } from './ports.ts';

export interface Paper {
  readonly bytes: Buffer;
  readonly name: string;
}

/**
 * A reply that is not sent yet, as PDF marked as a draft on every page. Of one that was sent only the name: its letter
 * is kept, and those very bytes are given. Null: no such reply.
 */
export async function replyForStaff(
  ports: StaffPorts,
  asker: Asker,
  { petition_id, reply_id }: { petition_id: string; reply_id: string },
): Promise<(Omit<Paper, 'bytes'> & { readonly bytes: Buffer | null }) | null> {
  const found = await readingAs(ports, asker.actor, async (reader) => {
    const row = await seenPetition(reader, asker, petition_id);
    if (row === null) return null;
    const { reads } = await readingOf(reader, asker.actor, row);
    if (!isReplyRead(reads, reply_id)) return null;
    const data = await replyData(reader, ports, { petition_id, reply_id, drafts_too: true });
    return data === null ? null : { data, folio: row.folio };
  });
  if (found === null) return null;
  const bytes = found.data.is_draft ? typeset('reply', found.data) : null;
  return { bytes, name: `respuesta-${found.folio}.pdf` };
}
