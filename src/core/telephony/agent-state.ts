import { accepted, refused, type Decision } from '../decision.ts';

/** What agents say of themselves. That one rings or speaks is told by the calls. */
export const agentStates = ['available', 'wrap_up', 'paused', 'away'] as const;
export type AgentState = (typeof agentStates)[number];

/** Why an agent takes no calls for a while. */
export const pauseReasons = ['rest', 'meal', 'training', 'paperwork', 'supervisor', 'technical'] as const;
export type PauseReason = (typeof pauseReasons)[number];

export interface AgentSaying {
  readonly state: AgentState;
  readonly reason: PauseReason | null;
}

/**
 * The state that an agent says to be in. A pause names its reason, and nothing else has one.
 * Refused `pause_needs_reason`.
 */
export function sayState({ state, reason }: AgentSaying): Decision<AgentSaying, 'pause_needs_reason'> {
  if (state !== 'paused') return accepted({ state, reason: null });
  return reason === null ? refused('pause_needs_reason') : accepted({ state, reason });
}

/** Whether the queue may send calls to who is in that state. */
export const takesCalls = (state: AgentState): boolean => state === 'available';
