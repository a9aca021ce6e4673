import { z } from 'zod';
import { attendsService } from '../../core/turns/office.ts';
import { addTicket, lockLine, type NewTicket } from '../../store/tickets.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { attendingInCity, lineOf, officePlace, type OfficePlace } from './office-place.ts';

const wanted = {
  line_code: z.string().min(1).max(60),
  priority_code: z.string().max(60).nullable().default(null),
};

export interface TicketTaken {
  readonly ticket_id: string;
  readonly prefix: string;
  readonly number: number;
}

/**
 * A number of today, at the kiosk or by the link on one's own telephone. Priority is what the person says.
 * @throws Refused `not_found`, `office_closed` outside the hours, `invalid_input`
 */
export const takeTicket = defineAction({
  name: 'take-ticket',
  permission: 'public',
  database_actor: () => ({ kind: 'system' }),
  input: z.object({
    city_id: z.uuid(),
    office_code: z.string().max(80),
    source: z.enum(['kiosk', 'link']),
    service_code: z.string().max(80).nullable().default(null),
    ...wanted,
  }),
  async run(context): Promise<TicketTaken> {
    const { tx, input, now } = context;
    const place = await officePlace(tx, { city_id: input.city_id, code: input.office_code }, now);
    return take(context, place, input);
  },
});

/**
 * A number of today that staff gives, to who is on the telephone or stands before the desk, at any office of the city:
 * anybody may take one by the link of the office, so whoever attends people may do it for them.
 * @throws Refused as `takeTicket`; `sign_in_needed`
 */
export const giveTicket = defineAction({
  name: 'give-ticket',
  permission: 'interactions.record',
  // The office may be of another authority of the city, whose line this changes.
  database_actor: () => ({ kind: 'system' }),
  input: z.object({ office_id: z.uuid(), ...wanted }),
  async run(context): Promise<TicketTaken> {
    const { tx, input, now, actor } = context;
    const place = await officePlace(tx, { id: input.office_id }, now);
    attendingInCity(actor, place.office);
    return take(context, place, { ...input, service_code: null, source: 'desk' });
  },
});

type Taking = Required<Pick<NewTicket, 'line_code' | 'priority_code' | 'service_code' | 'source'>>;

async function take(
  { tx, app, now }: ActionContext<unknown>,
  { office, city, day }: OfficePlace,
  { line_code, priority_code, service_code, source }: Taking,
): Promise<TicketTaken> {
  const { prefix } = lineOf(office, line_code);
  askPriority(office, priority_code);
  askService({ office, city }, { line_code, service_code });
  if (!day.gives_numbers) throw new Refused('office_closed');
  await lockLine(tx, { office_id: office.id, on_day: day.today });
  const ticket = { line_code, prefix, priority_code, service_code, source, at: now, on_day: day.today };
  return { ...(await addTicket(tx, app.keys, { office, ticket })), prefix };
}

/** @throws Refused('invalid_input') for a priority that the office does not name */
export function askPriority({ settings }: OfficePlace['office'], code: string | null): void {
  if (code !== null && !settings.priorities.some((one) => one.code === code))
    throw new Refused('invalid_input', {}, { priority_code: 'invalid' });
}

/** @throws Refused('invalid_input') for a service that the city does not offer or the line does not attend */
export function askService(
  { office, city }: Pick<OfficePlace, 'office' | 'city'>,
  { line_code, service_code }: { readonly line_code: string; readonly service_code: string | null },
): void {
  if (service_code === null) return;
  const isOffered = city.services_by_code.get(service_code)?.is_active === true;
  if (!isOffered || !attendsService(lineOf(office, line_code), service_code))
    throw new Refused('invalid_input', {}, { service_code: 'invalid' });
}
