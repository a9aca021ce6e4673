import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { postgresEnvironment } from '../src/start/cluster.ts';
import { databasePlace } from '../src/start/database-location.ts';
import { postgresBinaries } from '../src/start/postgres-binaries.ts';

/** The role that fills the city: a superuser, which the product's own database never lets in. */
export const loader = 'atiende_loader';

/**
 * Lets the loader into the database of a data directory, whose server must not be running; every time with a new
 * password. Only a superuser may write rows that are known to be good without asking each reference again.
 * @returns the password
 */
export function admitLoader(data_directory: string): string {
  const place = databasePlace(data_directory);
  const { postgres } = postgresBinaries(place.account, place.spare_directory);
  const password = randomBytes(24).toString('hex');
  // In single-user mode an error ends its own statement only: that the role is there already is none.
  const done = spawnSync(postgres, ['--single', '-D', place.cluster, 'postgres'], {
    ...place.account,
    ...{ cwd: '/', encoding: 'utf8', env: postgresEnvironment() },
    input: `CREATE ROLE ${loader} LOGIN SUPERUSER\nALTER ROLE ${loader} PASSWORD '${password}'\n`,
  });
  if (done.status !== 0) throw new Error(`the loader was not let in: ${done.stderr}`);
  return password;
}
