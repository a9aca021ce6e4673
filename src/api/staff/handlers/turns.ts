import { Readable } from 'node:stream';
import { arriveTicket } from '../../../actions/turns/arrive.ts';
import { attendTicket, finishTicket } from '../../../actions/turns/attend-ticket.ts';
import { bookForPerson } from '../../../actions/turns/book-for-person.ts';
import { callNext } from '../../../actions/turns/call-next.ts';
import { createOffice, editOffice } from '../../../actions/turns/edit-office.ts';
import {
  noShowTicket,
  parkTicket,
  recallTicket,
  takeBackTicket,
  transferTicket,
} from '../../../actions/turns/move-ticket.ts';
import { cancelForPerson } from '../../../actions/turns/leave-ticket.ts';
import { giveTicket, type TicketTaken } from '../../../actions/turns/take-ticket.ts';
import { ticketSaid } from '../../../actions/turns/ticket-said.ts';
import { citizenPaths } from '../../../core/paths.ts';
import { shownNumber } from '../../../core/turns/office.ts';
import { heldTicket, tokenOfTicket } from '../../../queries/public/turns.ts';
import { bookableHours, bookableOffices } from '../../../queries/staff/bookable-hours.ts';
import { ticketSought } from '../../../queries/staff/ticket-sought.ts';
import { exportOfficeFigures, officeFigures } from '../../../queries/staff/turns-figures.ts';
import { counterLine, listOffices, officeWhole } from '../../../queries/staff/turns-line.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, type AnyCall, type Handlers } from '../call.ts';
import type { turnsRoutes } from '../contract/routes-turns.ts';
import { csvOf } from '../spreadsheet.ts';

export const turnsHandlers: Pick<Handlers, keyof typeof turnsRoutes> = {
  async list_offices(call) {
    return listOffices(call.app, await askerOf(call));
  },
  async get_office(call) {
    return orNotFound(await officeWhole(call.app, await askerOf(call), call.params.id)) as never;
  },
  async create_office(call) {
    const { city } = await cityOfCall(call);
    return createOffice(call.app, actorOf(call), { city_id: city.id, ...call.body }, call.idempotency);
  },
  async edit_office(call) {
    const input = { office_id: call.params.id, ...call.body };
    return editOffice(call.app, actorOf(call), input, call.idempotency);
  },
  async get_counter_line(call) {
    return orNotFound(await counterLine(call.app, await askerOf(call), call.params.id)) as never;
  },
  async give_ticket(call) {
    const input = { office_id: call.params.id, ...call.body };
    return forHolder(call, await giveTicket(call.app, actorOf(call), input, call.idempotency));
  },
  async list_bookable_offices(call) {
    return bookableOffices(call.app, await askerOf(call));
  },
  async get_bookable_hours(call) {
    const found = orNotFound(await bookableHours(call.app, await askerOf(call), call.params.id));
    return { ...found, sends_mail: call.app.sends_mail };
  },
  async book_hour(call) {
    const input = { office_id: call.params.id, ...call.body };
    return forHolder(call, await bookForPerson(call.app, actorOf(call), input, call.idempotency));
  },
  async find_ticket(call) {
    const sought = { office_id: call.params.id, ...call.query };
    return orNotFound(await ticketSought(call.app, await askerOf(call), sought));
  },
  async cancel_ticket(call) {
    return cancelForPerson(call.app, actorOf(call), { ticket_id: call.params.id }, call.idempotency);
  },
  async call_next(call) {
    return callNext(call.app, actorOf(call), { office_id: call.params.id, ...call.body }, call.idempotency);
  },
  async arrive_ticket(call) {
    return arriveTicket(call.app, actorOf(call), { ticket_id: call.params.id }, call.idempotency);
  },
  async recall_ticket(call) {
    return recallTicket(call.app, actorOf(call), { ticket_id: call.params.id }, call.idempotency);
  },
  async park_ticket(call) {
    return parkTicket(call.app, actorOf(call), { ticket_id: call.params.id, ...call.body }, call.idempotency);
  },
  async take_back_ticket(call) {
    const input = { ticket_id: call.params.id, ...call.body };
    return takeBackTicket(call.app, actorOf(call), input, call.idempotency);
  },
  async transfer_ticket(call) {
    const input = { ticket_id: call.params.id, ...call.body };
    return transferTicket(call.app, actorOf(call), input, call.idempotency);
  },
  async no_show_ticket(call) {
    return noShowTicket(call.app, actorOf(call), { ticket_id: call.params.id }, call.idempotency);
  },
  async attend_ticket(call) {
    const input = { ticket_id: call.params.id, ...call.body };
    return attendTicket(call.app, actorOf(call), input, call.idempotency);
  },
  async finish_ticket(call) {
    const input = { ticket_id: call.params.id, ...call.body };
    return finishTicket(call.app, actorOf(call), input, call.idempotency);
  },
  async get_office_figures(call) {
    const asked = { id: call.params.id, ...call.query };
    const { from, until, days } = orNotFound(await officeFigures(call.app, await askerOf(call), asked));
    return { from, until, days };
  },
  async export_office_figures(call) {
    const asked = { id: call.params.id, ...call.query };
    const found = orNotFound(await exportOfficeFigures(call.app, await askerOf(call), asked));
    return call.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="turnos-${found.code}.csv"`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(csvOf(found.table), { highWaterMark: 1 }));
  },
};

/** A number with the page that is its holder's and what they are told: made here, so that no kept answer has them. */
async function forHolder(call: AnyCall, taken: TicketTaken) {
  const city = await cityOfCall(call);
  const token = tokenOfTicket(call.app, taken.ticket_id);
  const held = orNotFound(await heldTicket(call.app, city, token));
  const link = call.app.public_url + citizenPaths(`/c/${city.city.code}`).ticketLink(token);
  const said = ticketSaid(held, city, call.app.keys);
  return { ticket_id: taken.ticket_id, number: shownNumber(taken), said, link };
}
