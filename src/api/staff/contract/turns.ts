import { z } from 'zod';
import { officeSettings } from '../../../actions/turns/office-input.ts';
import { ticketStates } from '../../../core/turns/ticket.ts';
import { both, reply, request } from './registry.ts';
import { codeName, id, instant, namedRef, plainDate } from './wire.ts';

const settings = both('OfficeSettings', officeSettings);

const known = {
  id,
  code: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  is_active: z.boolean(),
  version: z.number().int(),
  authority: namedRef,
  /** Pages of the portal. */
  kiosk: z.string(),
  display: z.string(),
  may_attend: z.boolean(),
  may_read: z.boolean(),
  may_edit: z.boolean(),
  may_count: z.boolean(),
};
export const officeList = reply('OfficeList', z.object({ items: z.array(z.object(known)) }));
export const officePage = reply('OfficePage', z.object({ ...known, settings }));
const edited = { name: z.string().max(200), address: z.string().max(300).nullable(), settings };
export const newOffice = request(
  'NewOffice',
  z.object({ authority_id: id, code: z.string().max(61), ...edited }),
);
export const officeEdit = request(
  'OfficeEdit',
  z.object({ version: z.number().int().positive().optional(), is_active: z.boolean().optional(), ...edited }),
);
export const officeDone = reply('OfficeDone', z.object({ office_id: id, version: z.number().int() }));

const ticket = {
  id,
  /** As it is shown: `A-07`. */
  number: z.string(),
  line: z.string(),
  line_code: z.string(),
  /** What the person said that they come for. */
  service: z.string().nullable(),
  priority: z.string().nullable(),
  state: z.enum(ticketStates),
  taken_at: instant,
  appointment_at: instant.nullable(),
  arrived_at: instant.nullable(),
  for_counter: z.string().nullable(),
  counter_code: z.string().nullable(),
  called_at: instant.nullable(),
  calls: z.number().int(),
  serving_at: instant.nullable(),
  parked_at: instant.nullable(),
  park_reason: z.string().nullable(),
  interaction_id: id.nullable(),
};
const held = both('TicketAtCounter', z.object({ ...ticket, by: z.string().nullable() }));
export const counterLine = reply(
  'CounterLine',
  z.object({
    id,
    name: z.string(),
    version: z.number().int(),
    gives_numbers: z.boolean(),
    is_open: z.boolean(),
    closes_at: instant.nullable(),
    opens_at: instant.nullable(),
    lines: z.array(codeName),
    counters: z.array(z.object({ code: z.string(), name: z.string(), lines: z.array(z.string()) })),
    priorities: z.array(codeName),
    waiting: z.array(z.object({ ...ticket, ahead: z.number().int(), minutes: z.number().int() })),
    /** Appointments of today of whom nobody has said yet that they came. */
    expected: z.array(both('TicketExpected', z.object(ticket))),
    at_counters: z.array(held),
    parked: z.array(held),
  }),
);

export const ticketGiven = request(
  'TicketGiven',
  z.object({ line_code: z.string().max(60), priority_code: z.string().max(60).nullable().default(null) }),
);
export const ticketTaken = reply(
  'TicketTaken',
  z.object({
    ticket_id: id,
    number: z.string(),
    /**
     * What is read aloud to the person: of an hour its day, place, number and the code by which they say that they came;
     * of a number how many are before them and about how long it takes.
     */
    said: z.string(),
    /** The page of the number, to be sent to its holder or printed. */
    link: z.string(),
  }),
);
export const bookableOffices = reply(
  'BookableOffices',
  z.object({
    /** Those of the asker's own authority first. */
    items: z.array(z.object({ id, name: z.string(), address: z.string().nullable(), authority: namedRef })),
  }),
);
export const bookableHours = reply(
  'BookableHours',
  z.object({
    /** Whether somebody gets a number of today now; else when again, where that is known. */
    gives_numbers: z.boolean(),
    opens_at: instant.nullable(),
    lines: z.array(z.object({ code: z.string(), name: z.string(), waiting: z.number().int() })),
    priorities: z.array(codeName),
    /** Free at this moment, in order; `on` is the day at the office. */
    hours: z.array(z.object({ on: plainDate, at: instant })),
    /** Whether an address can be left, to which the appointment is sent. */
    sends_mail: z.boolean(),
  }),
);
export const hourWanted = request(
  'HourWanted',
  z.object({
    line_code: z.string().max(60),
    at: instant,
    priority_code: z.string().max(60).nullable().default(null),
    email: z.string().max(254).nullable().default(null),
  }),
);
export const ticketQuery = z.object({
  /** The day at the office. */
  on: plainDate,
  /** A number (`A-07`) or the six digits of an appointment. */
  typed: z.string().max(40),
});
export const ticketFound = reply(
  'TicketFound',
  z.object({
    id,
    number: z.string(),
    line: z.string(),
    state: z.enum(ticketStates),
    taken_at: instant,
    /** Null for a number without an hour. */
    appointment_at: instant.nullable(),
    may_cancel: z.boolean(),
  }),
);
export const counterCall = request('CounterCall', z.object({ counter_code: z.string().max(60) }));
export const nothing = request('TicketMove', z.object({}));
export const parking = request('TicketParked', z.object({ reason: z.string().max(200) }));
export const transferring = request(
  'TicketTransfer',
  z.object({ line_code: z.string().max(60), for_counter: z.string().max(60).nullable().default(null) }),
);
export const attending = request('TicketAttended', z.object({ interaction_id: id }));
export const finishing = request(
  'TicketFinished',
  z.object({
    interaction_id: id,
    kind: z.string().max(60).default('information'),
    wrap_up: z.string().max(60).default('answered'),
  }),
);
export const ticketDone = reply('TicketDone', z.object({ ticket_id: id }));
export const ticketAttended = reply('TicketBegun', z.object({ ticket_id: id, interaction_id: id }));

export const figuresQuery = z.object({ from: plainDate.optional(), until: plainDate.optional() });
export const officeFigures = reply(
  'OfficeFigures',
  z.object({
    from: plainDate,
    until: plainDate,
    days: z.array(
      z.object({
        on: plainDate,
        taken: z.number().int(),
        served: z.number().int(),
        /** Were called and did not come. */
        no_shows: z.number().int(),
        /** Never came to their appointment. */
        missed: z.number().int(),
        left: z.number().int(),
        /** Held at closing and not attended that day. */
        unattended: z.number().int(),
        with_priority: z.number().int(),
        appointments: z.number().int(),
        /** From the number, or the hour of the appointment, to the first call; in seconds. */
        wait_median: z.number().nullable(),
        wait_p90: z.number().nullable(),
        /** From the beginning of being attended to the end; in seconds. */
        service_median: z.number().nullable(),
      }),
    ),
  }),
);
