import { Readable } from 'node:stream';
import { changeView, removeView, saveView } from '../../../actions/views/saved-views.ts';
import { localDateOf } from '../../../core/deadlines/plain-date.ts';
import { catalogueOf } from '../../../queries/staff/catalogue.ts';
import { exportTable } from '../../../queries/staff/export-petitions.ts';
import { countPetitions } from '../../../queries/staff/count-petitions.ts';
import { listPetitions } from '../../../queries/staff/list-petitions.ts';
import { moderationQueue } from '../../../queries/staff/moderation-queue.ts';
import { savedViews } from '../../../queries/staff/saved-views.ts';
import { actorOf, askerOf, orWrongCursor, type Handlers } from '../call.ts';
import { csvOf } from '../spreadsheet.ts';
import { xlsxOf } from '../workbook.ts';

type Lists =
  | 'get_catalogue'
  | 'list_petitions'
  | 'count_petitions'
  | 'export_petitions'
  | 'list_moderation'
  | 'list_views'
  | 'save_view'
  | 'change_view'
  | 'remove_view';

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const listHandlers: Pick<Handlers, Lists> = {
  async get_catalogue(call) {
    return catalogueOf(call.app, await askerOf(call));
  },
  async list_petitions(call) {
    return orWrongCursor(await listPetitions(call.app, await askerOf(call), call.query));
  },
  async count_petitions(call) {
    return countPetitions(call.app, await askerOf(call), call.query);
  },
  async export_petitions(call) {
    const asker = await askerOf(call);
    const { format = 'csv', ...asked } = call.query;
    const table = await exportTable(call.app, asker, asked);
    const name = `solicitudes-${localDateOf(call.app.now(), asker.city.city.time_zone)}.${format}`;
    return call.reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : excel)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(format === 'csv' ? csvOf(table) : xlsxOf(table), { highWaterMark: 1 }));
  },
  async list_moderation(call) {
    return orWrongCursor(await moderationQueue(call.app, await askerOf(call), call.query));
  },
  async list_views(call) {
    return { items: await savedViews(call.app, { actor: actorOf(call) }) };
  },
  async save_view(call) {
    return saveView(call.app, actorOf(call), call.body, call.idempotency);
  },
  async change_view(call) {
    const input = { ...call.body, view_id: call.params.id };
    return changeView(call.app, actorOf(call), input, call.idempotency);
  },
  async remove_view(call) {
    return removeView(call.app, actorOf(call), { view_id: call.params.id });
  },
};
