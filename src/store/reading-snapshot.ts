import { CompiledQuery } from 'kysely';
import type { Database, Reader } from './database.ts';
import { actor_is } from './packet-client.ts';

const words = [
  `${actor_is} = 'system'`,
  `set local atiende.authorities = '{}'`,
  `set local atiende.petition = ''`,
  `set local statement_timeout = '10min'`,
  `set local idle_in_transaction_session_timeout = '10min'`,
].join('; ');

/**
 * Reads everything as it is in one instant, as the system, for as long as it takes: what is published of many tables
 * must fit together. It holds back the vacuum meanwhile, so it is for the night and not for a request.
 */
export function readingSnapshot<T>(database: Database, work: (reader: Reader) => Promise<T>): Promise<T> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (reader) => {
      await reader.executeQuery(CompiledQuery.raw(words));
      return work(reader);
    });
}
