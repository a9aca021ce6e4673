import { z } from 'zod';
import { awaitCounter, beginSweep, forgetStatistics } from '../../store/statistics/progress.ts';
import { defineAction } from '../action.ts';

/** Throws every statistic away and begins to fold all petitions anew; `project-statistics` does that, a stretch at a time. */
export const rebuildStatistics = defineAction({
  name: 'rebuild-statistics',
  permission: 'system',
  input: z.object({}),
  async run({ tx }): Promise<Record<string, never>> {
    await awaitCounter(tx);
    await forgetStatistics(tx);
    await beginSweep(tx);
    return {};
  },
});
