import type { Command } from 'commander';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { createUser } from '../../actions/identity/create-user.ts';
import { Refused } from '../../actions/refused.ts';
import { shortInstant } from '../../core/language/format.ts';
import { say } from '../../core/language/sentences.ts';
import { note } from '../say-problem.ts';
import { cityByCode, withSession } from '../session.ts';

interface UserOptions {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly city: string;
  readonly authority?: string;
  readonly unit?: string;
}

/** `atiende user add`: the first administrator, and anybody else. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description(say('es', 'cli.user.about'));
  user
    .command('add')
    .description(say('es', 'cli.user.add'))
    .requiredOption('--email <email>', say('es', 'cli.user.email'))
    .requiredOption('--name <name>', say('es', 'cli.user.name'))
    .requiredOption('--role <role>', say('es', 'cli.user.role'))
    .requiredOption('--city <code>', say('es', 'cli.user.city'))
    .option('--authority <code>', say('es', 'cli.user.authority'))
    .option('--unit <code>', say('es', 'cli.user.unit'))
    .action(async (options: UserOptions) =>
      withSession(async ({ app }) => {
        const city = await cityByCode(app, options.city);
        const grant = { role_code: options.role, ...placeOf(city, options) };
        const { email, name } = options;
        const made = await createUser(
          app,
          { kind: 'system' },
          { city_id: city.city.id, email, name, grants: [grant] },
        );
        const { locale, time_zone } = city.city;
        note(say('es', 'cli.user.added', { until: shortInstant(made.expires_at, { locale, time_zone }) }));
        process.stdout.write(`${made.url}\n`);
      }),
    );
}

function placeOf(
  city: CityConfiguration,
  options: UserOptions,
): { authority_id: string | null; unit_id: string | null } {
  if (options.authority === undefined) return { authority_id: null, unit_id: null };
  const authority = [...city.authorities.values()].find(({ code }) => code === options.authority);
  if (!authority) throw new Refused('invalid_input', {}, { authority: 'unknown' });
  if (options.unit === undefined) return { authority_id: authority.id, unit_id: null };
  const unit = [...city.units.values()].find(
    ({ code, authority_id }) => code === options.unit && authority_id === authority.id,
  );
  if (!unit) throw new Refused('unit_unknown');
  return { authority_id: authority.id, unit_id: unit.id };
}
