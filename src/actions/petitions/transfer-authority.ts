import { z } from 'zod';
import type { Channel } from '../../core/cities/settings.ts';
import { windowVerdict } from '../../core/deadlines/transfer-window.ts';
import { event } from '../../core/petitions/events.ts';
import { routePetition } from '../../core/routing/route-petition.ts';
import { zonesAround } from '../../queries/plan-filing.ts';
import { previewTransfer } from '../../queries/preview-transfer.ts';
import type { Authority, CityConfiguration, Unit } from '../../core/cities/configuration.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import { orRefuse, Refused } from '../refused.ts';
import { handOver, unitToReceive, type NextHands } from './assignments.ts';
import { petitionAction, type PetitionChange, type PetitionContext } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

/**
 * The competent authority is another one: the folio stays, its calendar and its rules take over. The pack says what
 * happens to the days (keep running, a new term from receipt, or what was left); after the window that the law gives
 * for transferring it is still done, since the duty stands, and marked late (Ley 1755 art. 21).
 */
export const transferAuthority = petitionAction({
  name: 'transfer-authority',
  action: 'transfer_authority',
  input: z.object({
    authority_id: z.uuid(),
    /** A unit of it; without one its own rules decide, else its triage. */
    unit_id: z.uuid().nullable().default(null),
    reason: reasonInput,
  }),
  async run(context) {
    return moveToAuthority(context, nextHands(context, context.input), 'transferred');
  },
});

type Context = PetitionContext<{ reason: string }>;

/**
 * Into the hands of another authority, with its own round of accepting. A transfer follows the pack's rule for the
 * days; a return leaves the dates as they are, since going back and forth must win nobody a new term.
 */
export async function moveToAuthority(
  context: Context,
  next: NextHands,
  state: 'returned' | 'transferred',
): Promise<PetitionChange> {
  const { petition, city, now, input } = context;
  const { reason } = input;
  const policy = state === 'returned' ? 'keeps_running' : city.city.settings.transfer.clock_policy;
  const clocks = previewTransfer(city, petition, { authority: next.authority, policy, at: now, reason });
  const lines = clocks.map(({ clock, entry }) => ({ clock, entry: orRefuse(entry) }));
  const handed = await handOver(context, next, { state, reason });
  const { next_assignment_id, days_used } = handed;
  return {
    events: [
      event('authority_changed', 'public', {
        assignment_id: petition.state.assignment_id,
        authority_id: next.authority.id,
        unit_id: next.unit.id,
        ...{ next_assignment_id, reason, days_used, late: state === 'transferred' && isLate(context) },
        ...(state === 'returned' ? { returned: true } : {}),
      }),
    ],
    lines: [...handed.lines, ...lines],
    notices: [
      {
        template: 'authority_changed',
        values: { reason, authority: next.authority.name, unit: next.unit.name },
      },
    ],
    result: { assignment_id: next_assignment_id },
  };
}

function isLate({ city, petition, calendar, now }: Context): boolean {
  const days = city.city.settings.transfer.to_other_authority_within_business_days;
  if (days === undefined) return false;
  const day_zero = petition.row.filed_on;
  return windowVerdict({ calendar, day_zero, at: now, within_business_days: days }).late;
}

function nextHands(
  context: PetitionContext<unknown>,
  { authority_id, unit_id }: { authority_id: string; unit_id: string | null },
): NextHands {
  const { petition, city } = context;
  const authority = city.authorities.get(authority_id);
  if (!authority) throw new Refused('unit_unknown', {}, { authority_id: 'unit_unknown' });
  if (authority.id === petition.row.current_authority_id) throw new Refused('same_authority');
  const unit = unitToReceive(context, unit_id ?? routedUnit(city, authority, petition).id);
  if (unit.authority_id !== authority.id) throw new Refused('unit_unknown', {}, { unit_id: 'unit_unknown' });
  const calendar = city.calendars.get(authority.id);
  if (!calendar) throw new Refused('unit_inactive', {}, { authority_id: 'unit_inactive' });
  return { authority, unit, calendar };
}

/** By the receiver's own rules, else its triage; never to the unit that the complaint names. */
function routedUnit(city: CityConfiguration, authority: Authority, { row }: LockedPetition): Unit {
  const isItsOwn = (unit: Unit | undefined): unit is Unit =>
    unit !== undefined &&
    unit.authority_id === authority.id &&
    unit.is_active &&
    unit.id !== row.named_unit_id;
  const triage = authority.triage_unit_id === null ? undefined : city.units.get(authority.triage_unit_id);
  if (!isItsOwn(triage)) throw new Refused('unit_unknown', {}, { unit_id: 'required' });
  const rules = city.rules.filter((rule) => isItsOwn(city.units.get(rule.unit)));
  const route = routePetition(rules, {
    service: city.services.get(row.service_id)?.code ?? '',
    kind: row.kind_code,
    channel: row.channel as Channel,
    zone: row.zone_code,
    parent_zones: zonesAround(city, row.zone_code),
    triage_unit: triage.id,
  });
  return city.units.get(route.unit)!;
}
