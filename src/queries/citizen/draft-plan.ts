import { explainDue, type DayExplanation } from '../../core/deadlines/explain.ts';
import { dueColumns, withLines, clockOf } from '../../store/clocks.ts';
import { planFiling, zoneIndexOf, type FilingPlan } from '../plan-filing.ts';
import { locateZone, type ZoneFound } from '../../core/routing/zone-index.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { DraftData } from './draft-data.ts';
import { namedUnitOf, serviceOf } from './draft-steps.ts';

/** What a person is shown before sending. */
export interface DraftPlan {
  readonly authority_name: string;
  readonly unit_name: string;
  readonly kind_name: string;
  readonly visibility: string;
  readonly zone_name: string | null;
  readonly outside: boolean;
  readonly reply_due_on: string | null;
  readonly resolve_due_on: string | null;
  readonly citation: string | null;
  readonly days: readonly DayExplanation[];
  /** Where it counts as filed on a later day than now. */
  readonly filed_on: string;
  readonly moved: boolean;
}

/** Who will get the draft and until when, were it sent now; null while it has no service. */
export function planDraft(city: CityConfiguration, draft: DraftData, now: string): DraftPlan | null {
  const service = serviceOf(city, draft);
  if (service === null) return null;
  const plan = planFiling(city, {
    service,
    channel: 'portal',
    identity: draft.identity ?? 'named',
    point: pointOf(draft),
    zone_code: draft.place.zone_code === '' ? null : draft.place.zone_code,
    received_at: now,
    named_unit_id: namedUnitOf(city, draft)?.id ?? null,
  });
  return { ...told(city, plan), ...dates(plan) };
}

function told(city: CityConfiguration, plan: FilingPlan) {
  return {
    authority_name: plan.authority.name,
    unit_name: plan.unit.name,
    kind_name: plan.kind.name,
    visibility: plan.visibility,
    zone_name: plan.zone_code === null ? null : (city.zones.get(plan.zone_code)?.name ?? null),
    outside: plan.found?.outside === true,
    filed_on: plan.filing.filed_on,
    moved: plan.filing.moved,
  };
}

function dates(plan: FilingPlan) {
  const ledger = withLines(new Map(), plan.lines);
  const reply = ledger.get('reply') ?? ledger.get('resolve') ?? [];
  const state = clockOf(ledger, 'reply') ?? clockOf(ledger, 'resolve');
  return {
    reply_due_on: clockOf(ledger, 'reply')?.due_on ?? null,
    resolve_due_on: clockOf(ledger, 'resolve')?.due_on ?? null,
    citation: state?.term.citation ?? null,
    days: reply.length === 0 ? [] : explainDue(reply, plan.calendar).days,
    due_at: dueColumns(ledger).due_at,
  };
}

export function pointOf({ place }: DraftData): { latitude: number; longitude: number } | null {
  const { latitude, longitude } = place;
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** Where a point lies among the city's zones: which one, on a border, or outside. */
export function placeOf(city: CityConfiguration, point: { latitude: number; longitude: number }): ZoneFound {
  return locateZone(zoneIndexOf(city), [point.longitude, point.latitude]);
}
