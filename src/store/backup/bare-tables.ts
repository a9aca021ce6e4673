import type pg from 'pg';
import { quoted } from './owner-connection.ts';

/**
 * Takes from all tables what stands in the way of filling them: references between them, which go in circles; indexes,
 * which are built faster when the rows are there; the wall that is forced upon the owner, behind which COPY is refused;
 * triggers, which have done their work on these rows already.
 * @returns what puts all of it back, in the same transaction
 */
export async function bareTables(client: pg.Client): Promise<() => Promise<void>> {
  const references = await list(client, references_between);
  const indexes = await list(client, plain_indexes);
  const walls = await list(client, forced_walls);
  const triggers = await list(client, own_triggers);
  for (const { drop } of [...references, ...indexes, ...walls, ...triggers]) await client.query(drop);
  return async () => {
    for (const { make } of [...indexes, ...references, ...triggers, ...walls]) await client.query(make);
  };
}

interface Change {
  readonly drop: string;
  readonly make: string;
}

async function list(client: pg.Client, question: string): Promise<Change[]> {
  return (await client.query<Change>(question)).rows;
}

const references_between = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
  FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conrelid, conname`;

// Those of a primary key or of another constraint stay.
const plain_indexes = `
  SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS drop, pg_get_indexdef(i.indexrelid) AS make
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relpersistence = 'p'
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
  ORDER BY i.indexrelid`;

const forced_walls = `
  SELECT format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', oid::regclass) AS drop,
    format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', oid::regclass) AS make
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relforcerowsecurity ORDER BY oid`;

const own_triggers = `
  SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname) AS drop,
    format('ALTER TABLE %s ENABLE TRIGGER %I', tgrelid::regclass, tgname) AS make
  FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
  WHERE NOT tgisinternal AND tgenabled = 'O' AND c.relnamespace = 'public'::regnamespace ORDER BY t.oid`;

const folios_left_out = 1000n;

/**
 * Moves every sequence to where it stood. Folios take one for each authority and year, made when first needed.
 * @param others_since numbers may have been given since the backup, so some are left out: at least a thousand, and a
 *   tenth of all that were given. No folio is given to two petitions.
 */
export async function setSequences(
  client: pg.Client,
  last: Readonly<Record<string, string>>,
  { others_since }: { readonly others_since: boolean },
): Promise<void> {
  for (const [name, value] of Object.entries(last)) {
    const given = BigInt(value);
    const left_out = given / 10n > folios_left_out ? given / 10n : folios_left_out;
    await client.query(`CREATE SEQUENCE IF NOT EXISTS ${quoted(name)} AS bigint`);
    const next = others_since ? given + left_out : given;
    await client.query(`SELECT setval($1::regclass, $2)`, [`public.${quoted(name)}`, String(next)]);
  }
}
