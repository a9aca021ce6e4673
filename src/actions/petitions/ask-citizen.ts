import { z } from 'zod';
import { addBusinessDays } from '../../core/deadlines/calendar.ts';
import { endOfDayInstant } from '../../core/deadlines/plain-date.ts';
import type { Term } from '../../core/deadlines/terms.ts';
import { longInstant } from '../../core/language/format.ts';
import { beginAnew, pause } from '../../core/petitions/clock-effects.ts';
import { event } from '../../core/petitions/events.ts';
import { clockOf, withLines } from '../../store/clocks.ts';
import { newId } from '../../store/ids.ts';
import { Refused } from '../refused.ts';
import { petitionAction, type PetitionContext } from './petition-action.ts';

/**
 * Asks the citizen for what is missing: the authority's clocks pause, the citizen's begins. A petition may be called
 * incomplete only within the days that the pack gives (Ley 1755 art. 17: 10); a plain question may come later.
 */
export const askCitizen = petitionAction({
  name: 'ask-citizen',
  action: 'ask',
  input: z.object({
    body: z.string().trim().min(1, 'required').max(4000),
    cause: z.enum(['incomplete', 'clarification']).default('clarification'),
  }),
  async run(context) {
    const { tx, petition, now, calendar, input, actor } = context;
    if (input.cause === 'incomplete') refuseIfTooLate(context);
    const message_id = newId();
    await tx
      .insertInto('messages')
      .values({
        ...{
          id: message_id,
          petition_id: petition.row.id,
          kind: 'question',
          audience: 'citizen',
          body: input.body,
          at: now,
        },
        author_kind: 'staff',
        author_user_id: actor.kind === 'staff' ? actor.user_id : null,
      })
      .execute();
    const act = { at: now, calendar };
    const paused = pause(petition.ledger, ['reply', 'resolve'], act);
    const started = beginAnew(petition.ledger, { ...act, ...completionStart(context) });
    const lines = [...paused, ...started];
    const due_at = clockOf(withLines(petition.ledger, lines), 'completion')!.due_at!;
    const until = longInstant(due_at, { locale: context.city.city.locale, time_zone: calendar.time_zone });
    return {
      events: [event('question_asked', 'citizen', { message_id, due_at, cause: input.cause })],
      lines,
      notices: [{ template: 'question_asked', values: { question: input.body, until } }],
    };
  },
});

function completionStart({ city, today, petition }: PetitionContext<unknown>) {
  const { completion } = city.city.settings;
  const term: Term = {
    clock: 'completion',
    length: completion.months_to_complete,
    unit: 'months',
    counting_rule: 'date_to_date',
    citation: completion.citation,
    valid_from: today,
  };
  const authority = city.authorities.get(petition.row.current_authority_id)!.code;
  return { term, day_zero: today, authority };
}

function refuseIfTooLate({ petition, city, calendar, now }: PetitionContext<unknown>): void {
  const { ask_within_business_days: days } = city.city.settings.completion;
  const last = addBusinessDays(calendar, petition.row.filed_on, days);
  if (now > endOfDayInstant(last, calendar.time_zone))
    throw new Refused('asked_too_late', { days, until: last });
}
