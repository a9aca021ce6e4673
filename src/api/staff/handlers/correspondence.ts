import { Readable } from 'node:stream';
import { addLetter } from '../../../actions/correspondence/add-letter.ts';
import { makeCoverSheets } from '../../../actions/correspondence/make-cover-sheets.ts';
import { moveLetter } from '../../../actions/correspondence/move-letter.ts';
import { registerForSender } from '../../../actions/correspondence/register-for-sender.ts';
import { localDateOf } from '../../../core/deadlines/plain-date.ts';
import { correspondenceBook, letterOfBook } from '../../../queries/staff/correspondence-book.ts';
import { exportLetters } from '../../../queries/staff/correspondence-export.ts';
import {
  paperOfCoverSheets,
  paperOfDay,
  paperOfLetter,
  transferOfLetter,
} from '../../../queries/staff/correspondence-papers.ts';
import { lettersForOthers } from '../../../queries/staff/letters-for-others.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, orWrongCursor, type Handlers } from '../call.ts';
import { csvOf } from '../spreadsheet.ts';
import { sendPaper } from './files.ts';

type Correspondence =
  | 'register_letter'
  | 'add_letter'
  | 'list_letters'
  | 'get_letter'
  | 'move_letter'
  | 'get_letter_copy'
  | 'get_letter_label'
  | 'get_letter_transfer'
  | 'get_letters_of_day'
  | 'export_letters'
  | 'list_letters_for_others'
  | 'make_cover_sheets'
  | 'get_cover_sheets';

export const correspondenceHandlers: Pick<Handlers, Correspondence> = {
  async register_letter(call) {
    const options = call.idempotency;
    return registerForSender(call.app, await askerOf(call), { input: call.body as never, options });
  },
  async add_letter(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return addLetter(call.app, actorOf(call), input as never, call.idempotency);
  },
  async list_letters(call) {
    return orWrongCursor(await correspondenceBook(call.app, await askerOf(call), call.query as never));
  },
  async get_letter(call) {
    return orNotFound(await letterOfBook(call.app, await askerOf(call), call.params.id));
  },
  async move_letter(call) {
    const input = { ...call.body, letter_id: call.params.id };
    return moveLetter(call.app, actorOf(call), input, call.idempotency);
  },
  async get_letter_copy(call) {
    const asked = { letter_id: call.params.id, as: 'letter' } as const;
    return sendPaper(call.reply, await paperOfLetter(call.app, await askerOf(call), asked));
  },
  async get_letter_label(call) {
    const asked = { letter_id: call.params.id, as: 'letter-label' } as const;
    return sendPaper(call.reply, await paperOfLetter(call.app, await askerOf(call), asked));
  },
  async get_letter_transfer(call) {
    return sendPaper(call.reply, await transferOfLetter(call.app, await askerOf(call), call.params.id));
  },
  async get_letters_of_day(call) {
    return sendPaper(call.reply, await paperOfDay(call.app, await askerOf(call), call.query.on));
  },
  async export_letters(call) {
    const asker = await askerOf(call);
    const table = exportLetters(call.app, asker, call.query);
    const name = `libro-${localDateOf(call.app.now(), asker.city.city.time_zone)}.csv`;
    return call.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(csvOf(table), { highWaterMark: 1 }));
  },
  async list_letters_for_others(call) {
    return lettersForOthers(call.app, await askerOf(call));
  },
  async make_cover_sheets(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return makeCoverSheets(call.app, actorOf(call), input, call.idempotency);
  },
  async get_cover_sheets(call) {
    return sendPaper(call.reply, await paperOfCoverSheets(call.app, await askerOf(call), call.params.id));
  },
};
