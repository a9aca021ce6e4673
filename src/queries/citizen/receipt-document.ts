import { reading, type Database } from '../../store/database.ts';
import type { DocumentSources } from '../documents/document-sources.ts';
import { receiptData } from '../documents/receipt-document.ts';
import { typeset } from '../documents/typeset.ts';

/** Whose key opened the petition: the right to all of it, or that of a supporter, who gets no papers of another's. */
export interface PaperRight {
  readonly petition_id: string;
  readonly supporter_id?: string;
}

/**
 * The receipt as PDF, with the key, for the citizen who holds it. The door has checked the right.
 * @returns null for a supporter, or when there is no such petition
 */
export async function receiptPdf(
  sources: DocumentSources & { readonly database: Database },
  { petition_id, supporter_id }: PaperRight,
): Promise<Buffer | null> {
  if (supporter_id !== undefined) return null;
  const data = await reading(sources.database, { kind: 'citizen', petition_id }, (reader) =>
    receiptData(reader, sources, { petition_id, with_key: true }),
  );
  return data === null ? null : typeset('receipt', data);
}
