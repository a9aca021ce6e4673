import { beginInteraction } from '../src/actions/interactions/begin-interaction.ts';
import { newId } from '../src/store/ids.ts';
import type { Town } from './town.ts';

/** A call that an agent of Iztapalapa has on the line just now. */
export async function aCall(town: Town): Promise<string> {
  const interaction_id = newId();
  await beginInteraction(town.app, town.staff['agent.iztapalapa']!, {
    ...{ interaction_id, city_id: town.city_id, channel: 'phone', started_at: town.app.now() },
  });
  return interaction_id;
}
