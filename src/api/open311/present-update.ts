import { languageOf, say } from '../../core/language/sentences.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { OutcomeClass } from '../../core/petitions/stages.ts';
import type { PublicUpdate, UpdateStep } from '../../queries/public/open311/request-updates.ts';
import type { Fields } from './document.ts';
import { outcomeName, w3c } from './present.ts';

/** An update as FixMyStreet's extension lists it. */
export function presentUpdate(update: PublicUpdate, city: CityConfiguration): Fields {
  return {
    update_id: update.id,
    service_request_id: update.folio,
    status: statusAfter(update.what === 'message' ? update.step : update.what, update.outcome_class),
    description: update.text ?? sentenceOf(update, city),
    updated_datetime: w3c(update.at),
    media_url: '',
  };
}

const byOutcome: Readonly<Record<OutcomeClass, string>> = {
  resolved: 'fixed',
  partly_resolved: 'action_scheduled',
  refused: 'no_further_action',
  not_competent: 'not_councils_responsibility',
  withdrawn: 'closed',
  duplicate: 'duplicate',
};

/** The status that holds after a step; clients take over whatever an update carries. */
function statusAfter(step: UpdateStep | null, outcome: OutcomeClass | null): string {
  if (step === 'assignment_accepted' || step === 'first_reply_sent') return 'in_progress';
  if (step === 'reply_sent') return outcome === null ? 'open' : byOutcome[outcome];
  if (step !== 'petition_closed') return 'open';
  return outcome === null || outcome === 'partly_resolved' ? 'closed' : byOutcome[outcome];
}

function sentenceOf(update: PublicUpdate, city: CityConfiguration): string {
  const language = languageOf(city.city.locale);
  const values = {
    unit: city.units.get(update.unit_id)?.name ?? city.city.name,
    outcome: outcomeName(update, { city, language }) ?? say(language, 'stage.closed'),
  };
  return update.what === 'message' ? '' : say(language, `open311.update.${update.what}`, values);
}
