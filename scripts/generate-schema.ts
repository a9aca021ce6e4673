// Writes src/store/schema.generated.ts and columns.generated.ts from a scratch database that has every migration.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '../src/start/embedded-database.ts';
import { migrate } from '../src/store/migrate.ts';

/** Tables whose rows are read whole where it must be fast: `select *` could not be kept planned (statement-names.ts). */
const read_whole = ['assignments', 'messages', 'petition_events', 'petitions'];

const root = join(import.meta.dirname, '..');
const data_directory = mkdtempSync(join(tmpdir(), 'atiende-schema-'));
const database = await startEmbeddedDatabase({ data_directory, forget_on_crash: true, log: console.error });
try {
  await migrate(database.owner_url, 'atiende_app');
  const generated = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      ...['--dialect', 'postgres', '--url', database.owner_url],
      // As src/store/database.ts reads them: instants and dates are ISO 8601 strings, counts are numbers.
      ...[
        '--date-parser',
        'string',
        '--type-mapping',
        '{"timestamptz":"string","date":"string","int8":"number"}',
      ],
      ...[
        '--include-pattern',
        'public.*',
        '--exclude-pattern',
        'public.schema_migrations',
        '--type-only-imports',
        '--log-level',
        'warn',
      ],
      '--out-file',
      join(root, 'src/store/schema.generated.ts'),
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (generated.status === 0) await writeColumns(database.owner_url);
  process.exitCode = generated.status ?? 1;
} finally {
  await database.stop();
  rmSync(data_directory, { recursive: true, force: true });
}

async function writeColumns(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
     from information_schema.columns where table_schema = 'public' and table_name = any($1) group by 1 order by 1`,
    [read_whole],
  );
  await client.end();
  const lists = rows.map(
    ({ name, columns }) => `  ${name}: [\n${columns.map((column) => `    '${column}',\n`).join('')}  ],\n`,
  );
  writeFileSync(
    join(root, 'src/store/columns.generated.ts'),
    `/** Written by scripts/generate-schema.ts: every column of the tables whose rows are read whole. */\nexport const columns = {\n${lists.join('')}} as const;\n`,
  );
}
