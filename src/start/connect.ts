import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { databaseHosts, fixedAt, type Hosts, type Whereabouts } from '../store/whereabouts.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { StartProblem } from './start-problem.ts';

export interface Connection {
  readonly url: string;
  /** The same database without a pooler in between. */
  readonly direct_url: string;
  readonly owner_url: string;
  /** Where they lead to, when one of several servers is the primary. */
  readonly hosts?: Hosts;
  /** A streaming standby for long reads. */
  readonly read_url?: string | null;
  /** Stops what was started for this process; leaves alone what was running before. */
  readonly stop: () => Promise<void>;
}

const addressFile = (data_directory: string) => join(data_directory, 'running.json');

/** The database for a process that serves: its own PostgreSQL in the data directory, or the one that is set. */
export async function connectToServe(config: Config, log: (line: string) => void): Promise<Connection> {
  if (config.database !== null) {
    const { hosts, direct_url } = config.database;
    return {
      ...config.database,
      hosts: databaseHosts(hosts, direct_url),
      stop: async () => undefined,
    };
  }
  const embedded = await startEmbeddedDatabase({ data_directory: config.data_directory, log });
  const file = addressFile(config.data_directory);
  writeFileSync(file, JSON.stringify({ url: embedded.url, owner_url: embedded.owner_url }), { mode: 0o600 });
  return {
    url: embedded.near_url,
    direct_url: embedded.near_url,
    owner_url: embedded.owner_url,
    stop: async () => {
      rmSync(file, { force: true });
      await embedded.stop();
    },
  };
}

/** An address on the server that is the primary. */
export const onPrimary = ({ hosts }: Connection, url: string): Whereabouts => hosts?.at(url) ?? fixedAt(url);

/** The database for one command: that of the process which is serving, else started for the length of the command. */
export async function connectForCommand(config: Config, log: (line: string) => void): Promise<Connection> {
  try {
    return await connectToServe(config, log);
  } catch (problem) {
    if (!(problem instanceof StartProblem) || problem.code !== 'directory-in-use') throw problem;
    const running = readRunning(config.data_directory);
    if (running === null) throw problem;
    return { ...running, direct_url: running.url, stop: async () => undefined };
  }
}

function readRunning(data_directory: string): { url: string; owner_url: string } | null {
  try {
    return JSON.parse(readFileSync(addressFile(data_directory), 'utf8')) as {
      url: string;
      owner_url: string;
    };
  } catch {
    return null;
  }
}
