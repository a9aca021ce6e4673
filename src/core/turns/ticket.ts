import { accepted, refused, type Decision } from '../decision.ts';

/** Where somebody with a number stands. */
export const ticketStates = [
  'waiting',
  'called',
  'serving',
  'parked',
  'done',
  'no_show',
  'left',
  'carried',
  'lapsed',
] as const;
export type TicketState = (typeof ticketStates)[number];

/** What can be done with a number: from where, and where it leads. */
export const ticketMoves = {
  call: { from: ['waiting'], to: 'called' },
  recall: { from: ['called'], to: 'called' },
  attend: { from: ['called'], to: 'serving' },
  park: { from: ['called', 'serving'], to: 'parked' },
  take_back: { from: ['parked'], to: 'called' },
  transfer: { from: ['called', 'serving', 'parked'], to: 'waiting' },
  no_show: { from: ['called'], to: 'no_show' },
  finish: { from: ['called', 'serving'], to: 'done' },
  /** The person gives it back. */
  leave: { from: ['waiting', 'parked'], to: 'left' },
  /** Who has an appointment has come. */
  arrive: { from: ['waiting'], to: 'waiting' },
  /** Who has an appointment has not come in time. */
  miss: { from: ['waiting'], to: 'no_show' },
  /** At closing, where the city gives those who wait a place on the next business day. */
  carry: { from: ['waiting', 'parked'], to: 'carried' },
  /** The day is over and nobody attended it. */
  lapse: { from: ['waiting', 'called', 'serving', 'parked'], to: 'lapsed' },
} as const satisfies Record<string, { from: readonly TicketState[]; to: TicketState }>;
export type TicketMove = keyof typeof ticketMoves;

/** Where a move leads from a state. */
export function moveTicket(
  state: TicketState,
  move: TicketMove,
): Decision<TicketState, 'ticket_not_in_this_state'> {
  const { from, to } = ticketMoves[move];
  return (from as readonly TicketState[]).includes(state)
    ? accepted(to)
    : refused('ticket_not_in_this_state');
}
