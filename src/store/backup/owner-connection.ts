import pg from 'pg';

/**
 * A connection of the tables' owner for a work that takes as long as it takes. Row-level security is forced upon the
 * owner too, so it says that it is the system. Everything is written as text that any PostgreSQL reads the same.
 */
export async function connectAsOwner(owner_url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: owner_url,
    application_name: 'atiende-backup',
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`
    SELECT set_config('atiende.actor', 'system', false);
    SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
    SET client_encoding = 'UTF8'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC';
    SET extra_float_digits = 1; SET bytea_output = 'hex'`);
  return client;
}

export const quoted = (name: string): string => pg.escapeIdentifier(name);
