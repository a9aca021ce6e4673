import { reading, type Database } from '../../store/database.ts';
import type { DocumentSources } from '../documents/document-sources.ts';
import { replyData } from '../documents/reply-document.ts';
import { typeset } from '../documents/typeset.ts';
import type { PaperRight } from './receipt-document.ts';

/**
 * A reply that was sent, as PDF, for the citizen who holds the petition's key.
 * @returns null for a supporter, or when there is no such reply or it was not sent
 */
export async function replyPdf(
  sources: DocumentSources & { readonly database: Database },
  { petition_id, supporter_id }: PaperRight,
  reply_id: string,
): Promise<Buffer | null> {
  if (supporter_id !== undefined) return null;
  const data = await reading(sources.database, { kind: 'citizen', petition_id }, (reader) =>
    replyData(reader, sources, { petition_id, reply_id, drafts_too: false }),
  );
  return data === null ? null : typeset('reply', data);
}
