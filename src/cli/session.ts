import type { App } from '../actions/app.ts';
import { Refused } from '../actions/refused.ts';
import { readConfig, type Config } from '../config.ts';
import type { CityConfiguration } from '../core/cities/configuration.ts';
import { connectForCommand, type Connection } from '../start/connect.ts';
import { openApp, type OpenApp } from '../start/open-app.ts';
import { note } from './say-problem.ts';
import { cityByAddress } from '../queries/city-by-address.ts';
import { citiesInstalled } from '../queries/public/cities-installed.ts';
import { say } from '../core/language/sentences.ts';

/** What a command works with: the application on its database, for the length of the command. */
export interface Session extends OpenApp {
  readonly config: Config;
  readonly connection: Connection;
}

/** Opens the database (started for the command where nobody serves it), runs `work`, closes everything. */
export async function withSession(work: (session: Session) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const connection = await connectForCommand(config, note);
  try {
    const public_url = config.public_url ?? `http://localhost:${config.port}`;
    const open = await openApp(config, connection, { public_url, demo_at_first: false });
    try {
      await work({ ...open, config, connection }).catch((problem: unknown) =>
        sayKnownCities(open.app, problem),
      );
    } finally {
      await open.close();
    }
  } finally {
    await connection.stop();
  }
}

/** Whoever names a city that is not here wants to know which are. */
async function sayKnownCities(app: App, problem: unknown): Promise<void> {
  if (!(problem instanceof Refused) || problem.code !== 'city_unknown') throw problem;
  const codes = (await citiesInstalled(app.database)).map(({ code }) => code);
  note(say('es', codes.length === 0 ? 'cli.no_city' : 'cli.unknown_city', { known: codes.join(', ') }));
  process.exitCode = 1;
}

/** The city with that code. @throws Refused('city_unknown') */
export async function cityByCode(app: App, code: string): Promise<CityConfiguration> {
  const city = await cityByAddress(app.database, { code, host: '' });
  if (city === null) throw new Refused('city_unknown');
  return city;
}
