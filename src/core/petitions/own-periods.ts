import type { PetitionEvent, PetitionState } from './events.ts';
import { applyEvent, stateAtFiling } from './history.ts';

/** A fact with its place in the history: sequence number from 1, ISO instant. */
export interface ToldEvent {
  readonly seq: number;
  readonly at: string;
  readonly event: PetitionEvent;
}

/** From the fact with which it came to the fact with which it left, both included; null: it has not left. */
export interface OwnPeriod {
  readonly from_seq: number;
  readonly until_seq: number | null;
  readonly from: string;
  readonly until: string | null;
}

/**
 * The periods in which one of these authorities had the petition, answering for it or doing a part of it. `history`:
 * whole and in order.
 */
export function ownPeriods(history: readonly ToldEvent[], authorities: ReadonlySet<string>): OwnPeriod[] {
  let hands: Hands = { answering: null, parts: new Map() };
  const periods: OwnPeriod[] = [];
  for (const { seq, at, event } of history) {
    hands = handsAfter(hands, event);
    const has = [hands.answering, ...hands.parts.values()].some(
      (one) => one !== null && authorities.has(one),
    );
    const last = periods.at(-1);
    const isOpen = last !== undefined && last.until_seq === null;
    if (has && !isOpen) periods.push({ from_seq: seq, until_seq: null, from: at, until: null });
    if (!has && isOpen) periods[periods.length - 1] = { ...last, until_seq: seq, until: at };
  }
  return periods;
}

/** Who has the petition: one authority answers, others may do a part (by its assignment). */
interface Hands {
  readonly answering: string | null;
  readonly parts: ReadonlyMap<string, string>;
}

function handsAfter(hands: Hands, { type, payload }: PetitionEvent): Hands {
  switch (type) {
    case 'petition_filed':
    case 'authority_changed':
      return { ...hands, answering: payload.authority_id };
    case 'part_added':
      return { ...hands, parts: new Map([...hands.parts, [payload.assignment_id, payload.authority_id]]) };
    case 'part_finished':
      return { ...hands, parts: new Map([...hands.parts].filter(([id]) => id !== payload.assignment_id)) };
    // Closing ends every part that is still open.
    case 'petition_closed':
      return { ...hands, parts: new Map() };
    default:
      return hands;
  }
}

/**
 * The petition as it was when it left: before the fact with which it did. Of what that fact itself changed only the
 * count of transfers is taken: it is what everybody may know.
 */
export function stateWhenItLeft(history: readonly ToldEvent[], until_seq: number): PetitionState {
  const [first, ...rest] = history;
  if (first?.event.type !== 'petition_filed') throw new Error('A history starts with petition_filed');
  const until = rest.filter(({ seq }) => seq <= until_seq).map(({ event }) => event);
  const before = until.slice(0, -1).reduce(applyEvent, stateAtFiling(first.event.payload));
  const leaving = until.at(-1);
  const { transferred_count } = leaving === undefined ? before : applyEvent(before, leaving);
  return { ...before, transferred_count };
}
