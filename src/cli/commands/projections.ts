import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { App } from '../../actions/app.ts';
import { projectStatistics } from '../../actions/statistics/project-statistics.ts';
import { recount } from '../../actions/satisfaction/count-surveys.ts';
import { rebuildStatistics } from '../../actions/statistics/rebuild-statistics.ts';
import { say } from '../../core/language/sentences.ts';
import { petitionsInAll, statisticsSweep } from '../../queries/operations/statistics-sweep.ts';
import { note } from '../say-problem.ts';
import { withSession } from '../session.ts';

const system = { kind: 'system' } as const;

/** `atiende projections rebuild`: what is computed from the histories is thrown away and computed anew. */
export function addProjectionsCommand(program: Command): void {
  const projections = program.command('projections').description(say('es', 'cli.projections.about'));
  projections
    .command('rebuild')
    .description(say('es', 'cli.projections.rebuild'))
    .option('--json', say('es', 'cli.json'))
    .action(async ({ json }: { json?: boolean }) =>
      withSession(async ({ app }) => {
        const began = performance.now();
        await rebuildStatistics(app, system, {});
        await recount(app, system, {});
        const petitions = await foldAll(app);
        const seconds = Math.round((performance.now() - began) / 100) / 10;
        if (json === true) process.stdout.write(`${JSON.stringify({ petitions, seconds })}\n`);
        else note(say('es', 'cli.projections.done', { petitions, seconds }));
      }),
    );
}

/** A server that is at work may take some of the stretches; whoever is at it, this waits for the end. */
async function foldAll(app: App): Promise<number> {
  const all = await petitionsInAll(app.database);
  for (;;) {
    const { more } = await projectStatistics(app, system, {});
    const { is_under_way, looked_at } = await statisticsSweep(app.database);
    if (process.stderr.isTTY)
      process.stderr.write(`\r${say('es', 'cli.projections.progress', { looked_at, all })} `);
    if (!is_under_way) {
      if (process.stderr.isTTY) note('');
      return looked_at;
    }
    if (!more) await pause(200);
  }
}
