import { readTypedTicket, type TypedTicket } from '../../core/turns/typed-ticket.ts';
import { moveTicket, type TicketState } from '../../core/turns/ticket.ts';
import { shownNumber } from '../../core/turns/office.ts';
import { reading, type Reader } from '../../store/database.ts';
import { arrivalCode, readOffice } from '../../store/tickets.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

interface Sought {
  readonly office_id: string;
  /** The day at the office. */
  readonly on: string;
  /** A number or the six digits, as typed. */
  readonly typed: string;
}

/**
 * The number or appointment of an office of the city that somebody reads aloud, to be cancelled for them; it names nobody.
 * Null where there is none, or where the digits are those of two.
 */
export function ticketSought(
  ports: StaffPorts,
  { city }: Asker,
  { office_id, on, typed }: Sought,
): Promise<TicketFound | null> {
  const meant = readTypedTicket(typed);
  // Of an office of another authority of the city as well, as whoever attends people books there.
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const office = await readOffice(reader, { id: office_id });
    if (meant === null || office === null || office.city_id !== city.city.id) return null;
    const all = await ticketsOn(reader, { office_id, on, meant });
    const found = all.filter(({ id }) => meant.by === 'number' || arrivalCode(ports.keys, id) === meant.code);
    const [one] = found;
    if (one === undefined || found.length > 1) return null;
    const { id, taken_at, appointment_at, source } = one;
    const state = one.state as TicketState;
    return {
      ...{ id, state, taken_at, appointment_at: source === 'appointment' ? appointment_at : null },
      number: shownNumber(one),
      line: office.settings.lines.find(({ code }) => code === one.line_code)?.name ?? one.line_code,
      may_cancel: moveTicket(state, 'leave').accepted,
    };
  });
}

interface TicketFound {
  readonly id: string;
  readonly state: TicketState;
  readonly taken_at: string;
  readonly appointment_at: string | null;
  readonly number: string;
  readonly line: string;
  readonly may_cancel: boolean;
}

function ticketsOn(
  reader: Reader,
  { office_id, on, meant }: { office_id: string; on: string; meant: TypedTicket },
) {
  const tickets = reader
    .selectFrom('tickets')
    .select(['id', 'prefix', 'number', 'line_code', 'state', 'source', 'taken_at', 'appointment_at'])
    .where('office_id', '=', office_id)
    .where('on_day', '=', on);
  const which =
    meant.by === 'number'
      ? tickets.where('prefix', '=', meant.prefix).where('number', '=', meant.number)
      : tickets.where('source', '=', 'appointment');
  return which.execute();
}
