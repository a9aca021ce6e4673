import { routePetition, type RoutingRule } from '../../core/routing/route-petition.ts';
import { triageUnit, zonesAround } from '../plan-filing.ts';
import { petitionsHeldNow } from '../visible-petitions.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

export interface RuleTrial {
  readonly replaces_id?: string | null | undefined;
  readonly rule: {
    readonly service_code?: string | null | undefined;
    readonly zone_code?: string | null | undefined;
    readonly kind_code?: string | null | undefined;
    readonly channel?: string | null | undefined;
    readonly unit_id: string;
  } | null;
  readonly sample?: number | undefined;
}

/** How many of the newest petitions the table as changed would have sent elsewhere than the table as it is. */
export function tryRule(ports: StaffPorts, { actor, city }: Asker, trial: RuleTrial) {
  const rules = changedRules(city.rules, trial);
  return readingAs(ports, actor, async (reader) => {
    const sample = await reader
      .selectFrom('petitions as p')
      .select(['p.id', 'p.folio', 'p.service_id', 'p.kind_code', 'p.channel', 'p.zone_code'])
      .where('p.city_id', '=', city.city.id)
      .where(petitionsHeldNow(actor) as never)
      .orderBy('p.received_at', 'desc')
      .orderBy('p.id', 'desc')
      .limit(trial.sample ?? 500)
      .execute();
    const name = (unit_id: string) => city.units.get(unit_id)?.name ?? '';
    const changed = sample.flatMap((row) => {
      const service = city.services.get(row.service_id);
      const question = {
        ...{ service: service?.code ?? '', kind: row.kind_code, channel: row.channel, zone: row.zone_code },
        parent_zones: zonesAround(city, row.zone_code),
        triage_unit: triageUnit(city, row.zone_code).id,
      };
      const [from, to] = [routePetition(city.rules, question).unit, routePetition(rules, question).unit];
      const told = { petition_id: row.id, folio: row.folio, service: service?.name ?? '' };
      return from === to ? [] : [{ ...told, from_unit: name(from), to_unit: name(to) }];
    });
    return { tried: sample.length, changed: changed.length, examples: changed.slice(0, 20) };
  });
}

function changedRules(rules: readonly RoutingRule[], { replaces_id, rule }: RuleTrial): RoutingRule[] {
  const kept = rules.filter(({ id }) => id !== replaces_id);
  if (rule === null) return kept;
  const added: RoutingRule = {
    id: replaces_id ?? 'ffffffff-ffff-7fff-bfff-ffffffffffff',
    service: rule.service_code ?? null,
    zone: rule.zone_code ?? null,
    kind: rule.kind_code ?? null,
    channel: rule.channel ?? null,
    unit: rule.unit_id,
  };
  return [...kept, added];
}
