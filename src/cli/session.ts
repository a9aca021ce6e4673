import type { App } from '../actions/app.ts';
import { Refused } from '../actions/refused.ts';
import { ConfigProblem, readConfig, type Config } from '../config.ts';
import type { CityConfiguration } from '../core/cities/configuration.ts';
import { refusalSentence } from '../core/language/refusal-sentence.ts';
import { sayCode, say } from '../core/language/sentences.ts';
import { connectForCommand, type Connection } from '../start/connect.ts';
import { openApp, type OpenApp } from '../start/open-app.ts';
import { StartProblem } from '../start/start-problem.ts';
import { cityByAddress } from '../queries/city-by-address.ts';

/** What a command works with: the application on its database, for the length of the command. */
export interface Session extends OpenApp {
  readonly config: Config;
  readonly connection: Connection;
}

/** Notes for people go to the error stream: the output stream is for what a program may read. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Opens the database (started for the command where nobody serves it), runs `work`, closes everything. */
export async function withSession(work: (session: Session) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const connection = await connectForCommand(config, note);
  try {
    const public_url = config.public_url ?? `http://localhost:${config.port}`;
    const open = await openApp(config, connection, { public_url, demo_at_first: false });
    try {
      await work({ ...open, config, connection });
    } finally {
      await open.close();
    }
  } finally {
    await connection.stop();
  }
}

/** Says what went wrong in a sentence and sets exit code 1; what nobody foresaw is shown whole. */
export function sayProblem(problem: unknown): void {
  process.exitCode = 1;
  if (problem instanceof StartProblem) note(problem.message);
  else if (problem instanceof ConfigProblem) note(say('es', 'start.config', { problem: problem.message }));
  else if (problem instanceof Refused) {
    const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const voice = { language: 'es', manner: { locale: 'es-MX', time_zone } } as const;
    note(refusalSentence(voice, problem.code, problem.details));
    for (const [field, code] of Object.entries(problem.fields))
      note(`  ${field}: ${sayCode('es', 'field', code) ?? code}`);
  } else note((problem as Error).stack ?? String(problem));
}

/** The city with that code. @throws Refused('city_unknown') */
export async function cityByCode(app: App, code: string): Promise<CityConfiguration> {
  const city = await cityByAddress(app.database, { code, host: '' });
  if (city === null) throw new Refused('city_unknown');
  return city;
}
