import { dimensions, type Dimension } from '../src/core/statistics/cells.ts';
import { replaceFacts, type StoredFact } from '../src/store/statistics/facts.ts';
import { wordKey, wordsFor } from '../src/store/statistics/words.ts';
import type { Town } from './town.ts';

/** A fact of the statistics with the values of its dimensions as they are, and not as the numbers of words. */
export type MadeFact = Omit<StoredFact, 'keys'> & { readonly values: Readonly<Record<Dimension, string>> };

/** Facts that no petition stands behind, counted as the real ones are. */
export function writeFacts(town: Town, facts: readonly MadeFact[]): Promise<unknown> {
  return town.asSystem(async (tx) => {
    const values = facts.map((fact) => ({ ...fact.values, filing_authority: fact.values.authority }));
    const words = await wordsFor(tx, town.city_id, values);
    const keyed = facts.map(({ values: own, ...fact }): StoredFact => {
      const keys = Object.fromEntries(dimensions.map((name) => [name, words.get(wordKey(name, own[name]))!]));
      return { ...fact, keys: keys as StoredFact['keys'], filing_authority: keys.authority! };
    });
    return replaceFacts(tx, [], keyed);
  });
}
