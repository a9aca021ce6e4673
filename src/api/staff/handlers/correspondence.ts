import { addLetter } from '../../../actions/correspondence/add-letter.ts';
import { moveLetter } from '../../../actions/correspondence/move-letter.ts';
import { registerForSender } from '../../../actions/correspondence/register-for-sender.ts';
import { correspondenceBook, letterOfBook } from '../../../queries/staff/correspondence-book.ts';
import { paperOfLetter } from '../../../queries/staff/correspondence-papers.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, orWrongCursor, type Handlers } from '../call.ts';
import { sendPaper } from './files.ts';

type Correspondence =
  | 'register_letter'
  | 'add_letter'
  | 'list_letters'
  | 'get_letter'
  | 'move_letter'
  | 'get_letter_copy'
  | 'get_letter_label';

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
};
