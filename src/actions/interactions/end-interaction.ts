import { defineAction } from '../action.ts';
import { besideCall } from './interaction-place.ts';
import { recordInteraction, wholeInput } from './record-interaction.ts';

/**
 * It is over: what it was about, which petitions it touched, what was answered and how it ended. Told with the whole of
 * it, so that it counts although its beginning was lost on the way.
 * @throws Refused `not_found`, `interaction_over`, `follow_up_needs_folio`, `interaction_times_wrong`, `invalid_input`
 */
export const endInteraction = defineAction({
  name: 'end-interaction',
  permission: 'interactions.record',
  database_actor: besideCall,
  input: wholeInput,
  run: (context) => recordInteraction(context, 'live'),
});

/**
 * Written down by hand after the fact.
 * @throws Refused as `endInteraction`
 */
export const logInteraction = defineAction({
  name: 'log-interaction',
  permission: 'interactions.record',
  database_actor: besideCall,
  input: wholeInput,
  run: (context) => recordInteraction(context, 'after'),
});
