import { z } from 'zod';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { closingToAskAgain, closingsToAskAgain } from '../../store/surveys.ts';
import { inTransaction } from '../../store/database.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';
import { askPerson, closedPetition, type AskedHow } from './ask-person.ts';

/**
 * Thirty days after works were said to be resolved: asks their person whether they still are, once for each closing and by
 * the rules of the first asking (`askPerson`). Not of what was reopened since, nor where the city asks it no more.
 */
export const askIfItLasts = defineAction({
  name: 'ask-if-it-lasts',
  permission: 'system',
  input: z.object({ survey_id: z.uuid() }),
  async run(context): Promise<AskedHow> {
    const { tx, now, input } = context;
    const first = await closingToAskAgain(tx, { survey_id: input.survey_id, now });
    if (first === null) return { asked: false, because: 'not_due' };
    await tx.updateTable('surveys').set({ ask_again_at: null }).where('id', '=', first.id).execute();
    const petition = await closedPetition(tx, first.petition_id);
    if (petition?.closed_at !== first.closed_at) return { asked: false, because: 'not_closed' };
    const city = await cityConfiguration(tx, petition.city_id);
    if (city?.services.get(petition.service_id)?.asks_if_it_lasts !== true)
      return { asked: false, because: 'not_about_works' };
    const { authority_id, unit_id, service_id, kind_code, channel, responsible_id, closed_on } = first;
    return askPerson(context, {
      ...{ petition, asks: 'if_it_lasts', since: first.ask_again_at },
      framed: { authority_id, unit_id, service_id, kind_code, channel, responsible_id, closed_on },
    });
  },
});

/** All that are due, each in a transaction of its own: whom one asks waits for nobody else's. */
export async function askWhatLasts(app: App, at_most = 200): Promise<void> {
  const failed: unknown[] = [];
  let after: string | null = null;
  do {
    const due: readonly { readonly id: string }[] = await inTransaction(
      app.database,
      { kind: 'system' },
      (tx) => closingsToAskAgain(tx, { now: app.now(), after, at_most }),
    );
    for (const { id } of due) {
      app.stopping?.throwIfAborted();
      await askIfItLasts(app, { kind: 'system' }, { survey_id: id }).catch((error: unknown) => {
        // One that cannot be read does not stand in the way of the others.
        failed.push(error);
      });
    }
    after = due.at(-1)?.id ?? null;
  } while (after !== null);
  if (failed.length > 0) throw new AggregateError(failed, 'Closings could not be asked about again');
}
