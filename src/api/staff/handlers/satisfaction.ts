import { Readable } from 'node:stream';
import { closeFollowUp, noteContact, takeFollowUp } from '../../../actions/satisfaction/follow-ups.ts';
import { localDateOf } from '../../../core/deadlines/plain-date.ts';
import { listFollowUps } from '../../../queries/staff/follow-ups.ts';
import { satisfactionTable, staffSatisfaction } from '../../../queries/staff/satisfaction.ts';
import { actorOf, askerOf, orWrongCursor, type Handlers } from '../call.ts';
import { csvOf } from '../spreadsheet.ts';

type Satisfaction =
  | 'get_satisfaction'
  | 'export_satisfaction'
  | 'list_follow_ups'
  | 'take_follow_up'
  | 'note_follow_up_contact'
  | 'close_follow_up';

export const satisfactionHandlers: Pick<Handlers, Satisfaction> = {
  async get_satisfaction(call) {
    const { groups, months, ...told } = await staffSatisfaction(call.app, await askerOf(call), call.query);
    return { ...told, groups: [...groups], months: [...months] };
  },
  async export_satisfaction(call) {
    const asker = await askerOf(call);
    const table = await satisfactionTable(call.app, asker, call.query);
    const name = `satisfaccion-${localDateOf(call.app.now(), asker.city.city.time_zone)}.csv`;
    return call.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(csvOf(table), { highWaterMark: 1 }));
  },
  async list_follow_ups(call) {
    return orWrongCursor(await listFollowUps(call.app, await askerOf(call), call.query));
  },
  async take_follow_up(call) {
    const input = { ...call.body, follow_up_id: call.params.id };
    return takeFollowUp(call.app, actorOf(call), input, call.idempotency);
  },
  async note_follow_up_contact(call) {
    const input = { ...call.body, follow_up_id: call.params.id };
    return noteContact(call.app, actorOf(call), input, call.idempotency);
  },
  async close_follow_up(call) {
    const input = { ...call.body, follow_up_id: call.params.id };
    return closeFollowUp(call.app, actorOf(call), input, call.idempotency);
  },
};
