import { sql, type RawBuilder } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { composeFolio } from '../../core/petitions/folio.ts';
import { planFiling, type FilingPlan } from '../../queries/plan-filing.ts';
import { cityConfiguration, lastKnownConfiguration } from '../../store/city-configuration.ts';
import type { ChosenPerson } from '../../store/people.ts';
import { Refused } from '../refused.ts';
import { holdFilingFiles, refuseWrongFiles, type HeldFile } from './attach-filing-files.ts';
import { checkFiling, checkNamed, mayFileHere, pointOf } from './check-filing.ts';
import { personOf } from './filing-contacts.ts';
import type { FilingContext } from './filing-rows.ts';

type Planned = ReturnType<typeof planOf>;

/** A plan and what was asked for it. */
interface Answers {
  readonly city: CityConfiguration;
  readonly planned: Planned;
  readonly folio: string | null;
  readonly person: ChosenPerson | null;
  readonly held: readonly HeldFile[];
}

/** What a filing has asked before it is known to be a new one. */
export interface FilingAsked {
  readonly city: CityConfiguration | null;
  /** By the city as this process knew it; null where it did not know it, or where something is not in order. */
  readonly guessed: Answers | null;
}

/**
 * Asks all that a filing needs in one packet. Who answers depends on the city, and the number on who answers: so the
 * plan is made with the city as this process knows it, and holds if that is still in force.
 */
export async function askForFiling(context: FilingContext, isNew: RawBuilder<boolean>): Promise<FilingAsked> {
  const { tx, input } = context;
  const known = lastKnownConfiguration(input.city_id);
  const planned = known === null ? null : planIfInOrder(context, known);
  const [city, guessed] = await Promise.all([
    cityConfiguration(tx, input.city_id),
    known === null || planned === null ? null : ask(context, { city: known, planned }, isNew),
  ]);
  return { city, guessed };
}

/** What is decided, by the city as it is in force. @throws all that a filing is refused for */
export async function decideFiling(context: FilingContext, { city, guessed }: FilingAsked) {
  if (!city) throw new Refused('city_unknown');
  const isRight = guessed !== null && guessed.city === city && guessed.folio !== null;
  const answers = isRight ? guessed : await ask(context, { city, planned: planOf(context, city) }, sql`true`);
  const { planned, folio, person, held } = answers;
  refuseWrongFiles(context.input, { held, at_most: city.city.settings.photos.at_most });
  return { ...planned, ...{ city, folio: folio!, person }, file_ids: held.map(({ id }) => id) };
}

async function ask(
  context: FilingContext,
  by: Pick<Answers, 'city' | 'planned'>,
  isNew: RawBuilder<boolean>,
): Promise<Answers> {
  const [folio, person, held] = await Promise.all([
    nextFolio(context, by.planned.plan, isNew),
    personOf(context),
    holdFilingFiles(context),
  ]);
  return { ...by, folio, person, held };
}

/** What is not in order is said when the filing is known to be new and the city to be the one in force. */
function planIfInOrder(context: FilingContext, city: CityConfiguration): Planned | null {
  try {
    return planOf(context, city);
  } catch {
    return null;
  }
}

/** Who answers and until when, once everything that was given is found to be in order. */
function planOf({ input, actor, now }: FilingContext, city: CityConfiguration) {
  if (actor.kind === 'staff' && !mayFileHere(actor, input.city_id)) throw new Refused('forbidden');
  checkNamed(city, input);
  const service = city.services_by_code.get(input.service_code);
  if (!service) throw new Refused('service_unknown');
  if (!service.is_active) throw new Refused('service_inactive');
  const answers = checkFiling(city, service, input);
  // Only who takes in letters and calls may say that one came earlier: dates of the law hang on it.
  const told = actor.kind === 'staff' || actor.kind === 'system' ? input.received_at : null;
  const received_at = told !== null && told < now ? told : now;
  const plan = planFiling(city, {
    ...input,
    service,
    point: pointOf(input),
    zone_code: input.place.zone_code,
    received_at,
  });
  if (plan.unit.id === input.named_unit_id)
    throw new Refused('unit_is_named', {}, { named_unit_id: 'unit_is_named' });
  if (plan.found?.outside === true) throw new Refused('place_outside', {}, { place: 'place_outside' });
  return { service, plan, answers, received_at };
}

/** The next number of the authority's series, or null where the call came before. */
async function nextFolio(
  { tx }: FilingContext,
  { authority, filing }: FilingPlan,
  isNew: RawBuilder<boolean>,
): Promise<string | null> {
  const year = Number(filing.filed_on.slice(0, 4));
  const numbered = await sql<{ number: number }>`
    select next_folio_number(${authority.folio_code}, ${year}) as number where ${isNew}`.execute(tx);
  const number = numbered.rows[0]?.number;
  return number === undefined ? null : composeFolio(authority.folio_code, year, number);
}
