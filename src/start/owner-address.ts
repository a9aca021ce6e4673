import { onPrimary, type Connection } from './connect.ts';
import { StartProblem } from './start-problem.ts';

/**
 * The address of the tables' owner, on the server that is the primary now.
 * @throws StartProblem `database-away` when none of several servers is
 */
export async function ownerAddress(connection: Connection): Promise<string> {
  if ((await connection.hosts?.find()) === false)
    throw new StartProblem('database-away', { problem: 'no primary among DATABASE_HOSTS' });
  return onPrimary(connection, connection.owner_url).now();
}
