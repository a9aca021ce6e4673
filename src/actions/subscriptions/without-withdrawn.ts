import { sql, type SqlBool } from 'kysely';
import { listedPublicly } from '../../queries/visible-petitions.ts';
import type { Tx } from '../../store/database.ts';

const folio = /\/seguimiento\/([A-Z0-9-]+)$/m;

/**
 * A message about new petitions as it may still be sent: between writing and sending, one may have been made private.
 * @returns the text without those; null where nothing is left to tell
 */
export async function withoutWithdrawn(tx: Tx, text: string): Promise<string | null> {
  const paragraphs = text.split('\n\n').map((paragraph) => ({ paragraph, of: folio.exec(paragraph)?.[1] }));
  const told = paragraphs.flatMap(({ of }) => of ?? []);
  const rows = await tx
    .selectFrom('petitions as p')
    .select('p.folio')
    .where(sql<SqlBool>`p.folio = any(${told}::text[])`)
    .where(listedPublicly())
    .execute();
  const listed = new Set(rows.map((row) => row.folio));
  if (listed.size === 0) return null;
  return paragraphs
    .filter(({ of }) => of === undefined || listed.has(of))
    .map(({ paragraph }) => paragraph)
    .join('\n\n');
}
