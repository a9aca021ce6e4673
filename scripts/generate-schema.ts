// Writes src/store/schema.generated.ts from a scratch database that has every migration.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../src/start/embedded-database.ts';
import { migrate } from '../src/store/migrate.ts';

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
  process.exitCode = generated.status ?? 1;
} finally {
  await database.stop();
  rmSync(data_directory, { recursive: true, force: true });
}
