import type { CityConfiguration, Service, Unit } from '../../core/cities/configuration.ts';
import type { DraftData } from './draft-data.ts';

/** The questions, one per page, by the word that stands in their address. */
export const stepNames = [
  'tema',
  'que',
  'donde',
  'oficina',
  'cercanas',
  'detalles',
  'fotos',
  'quien',
  'contacto',
  'revisar',
] as const;
export type StepName = (typeof stepNames)[number];

export function isStepName(word: string): word is StepName {
  return (stepNames as readonly string[]).includes(word);
}

/** The service of a draft, while it is on offer. */
export function serviceOf(city: CityConfiguration, draft: DraftData): Service | null {
  const service = draft.service_code === null ? undefined : city.services_by_code.get(draft.service_code);
  return service?.is_active ? service : null;
}

/** Complaints are hidden from the office that they are about, so it is asked which one. */
function asksForOffice(city: CityConfiguration, service: Service): boolean {
  return city.kinds.get(service.kind_code)?.hidden_from_named_unit === true;
}

/** The office that the draft complains about, where its kind asks for one. */
export function namedUnitOf(city: CityConfiguration, draft: DraftData): Unit | null {
  const service = serviceOf(city, draft);
  if (service === null || !asksForOffice(city, service)) return null;
  const unit = city.units.get(draft.named_unit_id ?? '');
  return unit?.is_active ? unit : null;
}

/** The steps that this draft's service asks, in order. `cercanas` is offered only where something near was found. */
export function stepsOf(city: CityConfiguration, draft: DraftData): StepName[] {
  const service = serviceOf(city, draft);
  if (service === null) return ['tema'];
  const asks: Partial<Record<StepName, boolean>> = {
    tema: false,
    donde: service.location !== 'none',
    oficina: asksForOffice(city, service),
    cercanas: false,
    detalles: service.questions.length > 0,
    fotos: city.city.settings.photos.at_most > 0,
    contacto: draft.identity !== 'anonymous',
  };
  return stepNames.filter((step) => asks[step] !== false);
}

/** The first step that is still to be answered; the review when all are. */
export function nextStepOf(city: CityConfiguration, draft: DraftData): StepName {
  return stepsOf(city, draft).find((step) => !draft.done.includes(step)) ?? 'revisar';
}

/** The step after one that was just answered: back to the review where everything else is done. */
export function stepAfter(city: CityConfiguration, draft: DraftData, step: StepName): StepName {
  const steps = stepsOf(city, draft);
  const rest = stepNames.slice(stepNames.indexOf(step) + 1).filter((name) => steps.includes(name));
  const others = steps.filter((name) => name !== 'revisar' && !draft.done.includes(name));
  return others.length === 0 ? 'revisar' : (rest[0] ?? 'revisar');
}
