import type { Reader } from '../../store/database.ts';
import { lookingOf, readPage, type Asker, type PageAsked } from './list-petitions.ts';
import type { PetitionFilter } from './petition-filter.ts';
import { presentRow } from './petition-row.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** Texts and photos that wait for a decision, whole. Null for a cursor that is not one of this order. */
export function moderationQueue(ports: StaffPorts, asker: Asker, asked: PetitionFilter & PageAsked) {
  const now = ports.now();
  return readingAs(ports, asker.actor, async (reader) => {
    const looking = await lookingOf(reader, asker, { now, filter: asked });
    const queue = asked.moderation === undefined ? ({ queue: 'moderation' } as const) : {};
    const page = await readPage(reader, looking, {
      ...asked,
      ...queue,
      limit: Math.min(asked.limit ?? 25, 50),
    });
    if (page === null) return null;
    const ids = page.rows.map(({ id }) => id);
    const texts = await textsOf(reader, ids);
    const files = await photosOf(reader, ids);
    const items = page.rows.map((row) => ({
      petition: presentRow(row, asker.city, now),
      description: row.description,
      public_description: texts.get(row.id) ?? null,
      files: files
        .filter(({ petition_id }) => petition_id === row.id)
        .map((file) => ({ ...file, url: `/api/v1/files/${file.id}` })),
    }));
    return { items, next_cursor: page.next_cursor };
  });
}

async function textsOf(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await reader
    .selectFrom('petitions')
    .select(['id', 'public_description'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.public_description]));
}

async function photosOf(reader: Reader, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return (
    reader
      .selectFrom('files')
      .select(['id', 'petition_id', 'display_name', 'media_type', 'audience', 'alt_text'])
      .where('petition_id', 'in', ids)
      .where('removed_at', 'is', null)
      .where('audience', '<>', 'staff')
      // What came with a reply is the authority's own, and moderation cannot publish it.
      .where('reply_id', 'is', null)
      .where('media_type', 'like', 'image/%')
      .orderBy('at')
      .execute()
  );
}
