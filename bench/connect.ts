import { createHash } from 'node:crypto';
import pg from 'pg';

/** One connection that sees everything that its role may, with its actor set for as long as it is open. */
export async function connectAsSystem(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  // When the database goes first, the next query says so.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`set atiende.actor = 'system'`);
  return client;
}

/** A statement that its connection plans once; a city that grew asks others under other names. */
export const plannedOnce = (text: string) => ({
  name: createHash('sha256').update(text).digest('base64url'),
  text,
});
