import type { OutcomeClass } from '../../core/petitions/stages.ts';
import { event, type ClosingReason, type PetitionEvent } from '../../core/petitions/events.ts';
import { say, languageOf, type SentenceKey } from '../../core/language/sentences.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Notice } from '../notices/enqueue-notices.ts';
import { Refused } from '../refused.ts';

/** The city's own outcome of a class. */
export function outcomeOfClass(city: CityConfiguration, wanted: OutcomeClass): string {
  const outcomes = [...city.outcomes.values()].filter((outcome) => outcome.class === wanted);
  const found = outcomes.find(({ is_active }) => is_active) ?? outcomes[0];
  if (!found) throw new Refused('outcome_unknown');
  return found.code;
}

/** The event of closing, with the outcome of that class that the city has. */
export function closedAs(
  city: CityConfiguration,
  reason: ClosingReason,
  outcome_class: OutcomeClass,
): PetitionEvent {
  const outcome_code = outcomeOfClass(city, outcome_class);
  return event('petition_closed', 'public', { reason, outcome_code, outcome_class });
}

/** Tells the petitioner that it is closed and why; supporters read it in words that are not about them. */
export function closingNotice(city: CityConfiguration, reason: ClosingReason): Notice {
  const sentence = say(languageOf(city.city.locale), `closing_reason.${reason}` as SentenceKey);
  return {
    template: 'petition_closed',
    supporters_template: 'petition_closed_supporter',
    values: { reason: sentence },
  };
}
