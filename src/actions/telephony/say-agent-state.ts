import { z } from 'zod';
import { agentStates, pauseReasons, sayState } from '../../core/telephony/agent-state.ts';
import { defineAction } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { enterState } from './agent-states.ts';

/**
 * An agent says to be available, to finish what a call left, to pause with a reason, or to leave.
 * @throws Refused `pause_needs_reason`; `no_extension` for who has no telephone at an exchange
 */
export const sayAgentState = defineAction({
  name: 'say-agent-state',
  permission: 'interactions.record',
  // The exchange may be of another authority of the city: only one's own telephone is asked for.
  database_actor: () => ({ kind: 'system' }),
  input: z.object({ state: z.enum(agentStates), reason: z.enum(pauseReasons).nullable().default(null) }),
  async run(context): Promise<{ state: string }> {
    const { actor, input, tx } = context;
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    const said = orRefuse(sayState(input));
    const own = await tx
      .selectFrom('telephone_extensions')
      .select('id')
      .where('user_id', '=', actor.user_id)
      .executeTakeFirst();
    if (own === undefined) throw new Refused('no_extension');
    await enterState(context, { user_id: actor.user_id, ...said });
    return { state: said.state };
  },
});
