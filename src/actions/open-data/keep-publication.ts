import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction, type ActionContext } from '../action.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);

const publication = z.object({
  city_id: z.uuid(),
  snapshot_at: z.iso.datetime(),
  petitions: count,
  withheld: count,
  diversity: z.object({ crowds: count, least: count, alike: count }),
  files: z.array(
    z.object({
      ...{ dataset: z.string(), month: z.string().nullable(), format: z.string() },
      ...{ rows: count, bytes: count, sha256: hash, piece_ids: z.array(z.uuid()) },
    }),
  ),
});
type Publication = z.output<typeof publication>;

/** So long what was replaced stays, for whoever is in the middle of reading it. */
const grace_hours = 20;
/** Rows in one statement. */
const at_once = 1000;

/**
 * Puts a publication in the place of the one before, all of its files at once. A file whose bytes are as they were
 * keeps the date on which they last changed. Gives the names of stored bytes that nothing needs any more.
 */
export const keepPublication = defineAction({
  name: 'keep-publication',
  permission: 'system',
  input: publication,
  async run(context): Promise<{ storage_names: string[] }> {
    const { tx, input, now } = context;
    for (const some of inParts(input.files)) await keepFiles(context, some);
    await forgetFiles(context);
    const { city_id, snapshot_at, petitions, withheld, diversity } = input;
    const { crowds, least: least_diversity, alike: crowds_alike } = diversity;
    await tx
      .insertInto('open_data_publications')
      .values({
        ...{ id: newId(), city_id, snapshot_at, finished_at: now, petitions, withheld },
        ...{ crowds, least_diversity, crowds_alike },
      })
      .execute();
    return { storage_names: await forgetPieces(context) };
  },
});

type Context = ActionContext<Publication>;

function* inParts<T>(list: readonly T[]): Generator<T[]> {
  for (let from = 0; from < list.length; from += at_once) yield list.slice(from, from + at_once);
}

async function keepFiles({ tx, input }: Context, files: Publication['files']): Promise<void> {
  const { city_id, snapshot_at } = input;
  const rows = files.map(({ sha256, ...file }) => ({
    ...{ ...file, id: newId(), city_id, sha256: Buffer.from(sha256, 'hex') },
    ...{ issued_at: snapshot_at, modified_at: snapshot_at },
  }));
  await tx
    .insertInto('open_data_files')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['city_id', 'dataset', 'month', 'format']).doUpdateSet((eb) => ({
        rows: eb.ref('excluded.rows'),
        bytes: eb.ref('excluded.bytes'),
        sha256: eb.ref('excluded.sha256'),
        piece_ids: eb.ref('excluded.piece_ids'),
        modified_at: sql<string>`case when open_data_files.sha256 = excluded.sha256
          then open_data_files.modified_at else excluded.modified_at end`,
      })),
    )
    .execute();
}

/** Months without rows any more, datasets that were withdrawn. */
async function forgetFiles({ tx, input }: Context): Promise<void> {
  const names = input.files.map(({ dataset, month, format }) => `${dataset}/${month ?? ''}/${format}`);
  await tx
    .deleteFrom('open_data_files')
    .where('city_id', '=', input.city_id)
    .where(sql<boolean>`dataset || '/' || coalesce(month, '') || '/' || format <> all(${names}::text[])`)
    .execute();
}

async function forgetPieces({ tx, input, now }: Context): Promise<string[]> {
  const { city_id } = input;
  const used = sql`select unnest(piece_ids) from open_data_files where city_id = ${city_id}`;
  await sql`update open_data_pieces set unused_since = case when id in (${used}) then null else ${now}::timestamptz end
    where city_id = ${city_id} and (id in (${used})) = (unused_since is not null)`.execute(tx);
  const before = new Date(Date.parse(now) - grace_hours * 3_600_000).toISOString();
  const gone = await tx
    .deleteFrom('open_data_pieces')
    .where('city_id', '=', city_id)
    .where('unused_since', '<', before)
    .returning('storage_name')
    .execute();
  return gone.map(({ storage_name }) => storage_name);
}
