import type { Command } from 'commander';
import { createApiKey } from '../../actions/open311/create-api-key.ts';
import { revokeApiKey } from '../../actions/open311/revoke-api-key.ts';
import { say } from '../../core/language/sentences.ts';
import { note } from '../say-problem.ts';
import { cityByCode, withSession } from '../session.ts';

const system = { kind: 'system' } as const;

/** `atiende api-key add|revoke`: keys of Open311 clients. */
export function addKeyCommands(program: Command): void {
  const key = program.command('api-key').description(say('es', 'cli.api_key.about'));
  key
    .command('add <city> <name>')
    .description(say('es', 'cli.api_key.add'))
    .option('--can-update', say('es', 'cli.api_key.can_update'))
    .action(async (code: string, name: string, options: { canUpdate?: boolean }) =>
      withSession(async ({ app }) => {
        const { city } = await cityByCode(app, code);
        const permissions = options.canUpdate ? (['report', 'update'] as const) : (['report'] as const);
        const made = await createApiKey(app, system, {
          city_id: city.id,
          name,
          permissions: [...permissions],
        });
        note(say('es', 'cli.api_key.added'));
        process.stdout.write(`${made.key}\n`);
      }),
    );
  key
    .command('revoke <city> <name>')
    .description(say('es', 'cli.api_key.revoke'))
    .action(async (code: string, name: string) =>
      withSession(async ({ app }) => {
        const { city } = await cityByCode(app, code);
        await revokeApiKey(app, system, { city_id: city.id, name });
        note(say('es', 'cli.api_key.revoked'));
      }),
    );
}
