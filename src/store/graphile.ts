import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';

/**
 * Installs or updates the job queue's own schema as its owner, then lets the application's role add and work jobs.
 * graphile-worker switches row-level security on for its tables without any policy, so that only the owner would see
 * a job; the application is not the owner.
 * @param owner_url the role that owns the tables
 * @param app_role the role the application works as
 */
export async function installJobQueue(owner_url: string, app_role: string): Promise<void> {
  await runMigrations({ connectionString: owner_url, logger: new Logger(() => () => undefined) });
  const client = new pg.Client({ connectionString: owner_url, application_name: 'atiende-migrate' });
  await client.connect();
  try {
    await client.query(rightsOf(client, app_role));
  } finally {
    await client.end();
  }
}

// A policy that is there stays: to make it anew would wait for every filing that is on its way, and hold up those to come.
function rightsOf(client: pg.Client, app_role: string): string {
  const role = client.escapeIdentifier(app_role);
  return `
    BEGIN;
    GRANT USAGE ON SCHEMA graphile_worker TO ${role};
    GRANT SELECT ON ALL TABLES IN SCHEMA graphile_worker TO ${role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${role};
    DO $$
    DECLARE queue text;
    BEGIN
      FOR queue IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'graphile_worker'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity
          AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
            AND p.polname = 'worked_by_the_application'
            AND to_regrole(${client.escapeLiteral(role)})::oid = ANY (p.polroles))
      LOOP
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON graphile_worker.%I TO ${role}', queue);
        EXECUTE format('DROP POLICY IF EXISTS worked_by_the_application ON graphile_worker.%I', queue);
        EXECUTE format('CREATE POLICY worked_by_the_application ON graphile_worker.%I TO ${role} USING (true)', queue);
      END LOOP;
    END $$;
    COMMIT;`;
}
