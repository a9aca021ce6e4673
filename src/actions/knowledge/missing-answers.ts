import { z } from 'zod';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { keptWords } from '../../core/knowledge/missing-words.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { countMissing, settleMissing } from '../../store/missing-answers.ts';
import { askAt } from '../administration/configuration-change.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/** Counts words that were searched and led to nothing; numbers and addresses in them are not kept. */
export const noteMissingAnswer = defineAction({
  name: 'note-missing-answer',
  permission: 'public',
  input: z.object({ city_id: z.uuid(), words: z.string().max(1000), door: z.enum(['portal', 'console']) }),
  // Anybody may leave words; only staff may read what was left.
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, input, now }): Promise<{ kept: boolean }> {
    const words = keptWords(input.words);
    const city = await cityConfiguration(tx, input.city_id);
    if (city === null) throw new Refused('city_unknown');
    if (words === null) return { kept: false };
    const today = localDateOf(now, city.city.time_zone);
    await countMissing(tx, { city_id: input.city_id, words, door: input.door, today });
    return { kept: true };
  },
});

/**
 * Takes words from the list of missing answers, or puts them back; they come back by themselves when asked again.
 * @throws Refused `not_found`
 */
export const settleMissingAnswer = defineAction({
  name: 'settle-missing-answer',
  permission: 'knowledge.edit',
  input: z.object({ city_id: z.uuid(), missing_answer_id: z.uuid(), settled: z.boolean() }),
  async run(context): Promise<{ done: true }> {
    const { tx, input, now, actor } = context;
    const { city_id, missing_answer_id: id, settled } = input;
    const isHere = actor.kind !== 'staff' || actor.grants.some((grant) => grant.city_id === city_id);
    if (!isHere) askAt(context, 'knowledge.edit', { city_id });
    if (!(await settleMissing(tx, { id, city_id }, settled ? now : null))) throw new Refused('not_found');
    return { done: true };
  },
});
