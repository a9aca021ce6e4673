import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { termInForce } from '../../core/deadlines/terms.ts';
import type { CityConfiguration, Service } from '../../core/cities/configuration.ts';
import type { ServiceGroup } from './service-groups.ts';

export interface ServiceTerm {
  readonly clock: 'reply' | 'resolve';
  readonly length: number;
  readonly unit: string;
  readonly citation: string;
}

export interface ServiceView {
  readonly service: Service;
  readonly group: ServiceGroup | null;
  readonly terms: readonly ServiceTerm[];
  /** The unit that answers wherever it is; null where that depends on the place. */
  readonly answered_by: string | null;
}

/** What the public is told about an active service, or null when there is none. Pure given the configuration. */
export function serviceView(
  city: CityConfiguration,
  groups: readonly ServiceGroup[],
  { code, now }: { code: string; now: string },
): ServiceView | null {
  const service = city.services_by_code.get(code);
  if (!service?.is_active) return null;
  const [authority] = city.authorities.values();
  const on = localDateOf(now, city.city.time_zone);
  const terms = (['reply', 'resolve'] as const).flatMap((clock) => {
    const term = termInForce(city.terms, {
      kind: service.kind_code,
      service: service.code,
      authority: authority?.code ?? '',
      clock,
      on,
    });
    return term === undefined
      ? []
      : [{ clock, length: term.length, unit: term.unit, citation: term.citation }];
  });
  return {
    service,
    group: groups.find(({ id }) => id === service.group_id) ?? null,
    terms,
    answered_by: unitEverywhere(city, service),
  };
}

function unitEverywhere(city: CityConfiguration, service: Service): string | null {
  const rules = city.rules.filter((rule) => rule.service === service.code);
  const units = new Set(rules.map(({ unit }) => unit));
  if (units.size !== 1 || rules.some(({ zone }) => zone !== null && zone !== undefined)) return null;
  const unit = city.units.get([...units][0]!);
  const authority = unit && city.authorities.get(unit.authority_id);
  return unit && authority ? `${unit.name}, ${authority.name}` : null;
}
