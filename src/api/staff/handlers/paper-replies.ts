import { beginPaperDelivery } from '../../../actions/correspondence/begin-paper-delivery.ts';
import { endPaperDelivery, undoPaperDelivery } from '../../../actions/correspondence/end-paper-delivery.ts';
import { lettersInOne } from '../../../actions/correspondence/letters-in-one.ts';
import { printReplies } from '../../../actions/correspondence/print-replies.ts';
import { Refused } from '../../../actions/refused.ts';
import { paperReplies } from '../../../queries/staff/paper-replies.ts';
import { actorOf, askerOf, type Handlers } from '../call.ts';
import { sendPaper } from './files.ts';

type PaperReplies =
  | 'list_paper_replies'
  | 'print_replies'
  | 'get_paper_replies'
  | 'begin_paper_delivery'
  | 'end_paper_delivery'
  | 'undo_paper_delivery';

export const paperReplyHandlers: Pick<Handlers, PaperReplies> = {
  async list_paper_replies(call) {
    const { items } = await paperReplies(call.app, await askerOf(call));
    return { items };
  },
  async print_replies(call) {
    return printReplies(call.app, actorOf(call), call.body, call.idempotency);
  },
  async get_paper_replies(call) {
    const { ids } = call.query;
    const { items } = await paperReplies(call.app, await askerOf(call));
    const chosen = items.filter(({ reply_id }) => ids.includes(reply_id));
    if (chosen.length !== new Set(ids).size || chosen.length === 0) throw new Refused('not_found');
    return sendPaper(call.reply, { bytes: await lettersInOne(call.app, chosen), name: 'respuestas.pdf' });
  },
  async begin_paper_delivery(call) {
    return beginPaperDelivery(call.app, actorOf(call), call.body, call.idempotency);
  },
  async end_paper_delivery(call) {
    const input = { ...call.body, delivery_id: call.params.id };
    return endPaperDelivery(call.app, actorOf(call), input, call.idempotency);
  },
  async undo_paper_delivery(call) {
    const input = { ...call.body, delivery_id: call.params.id };
    return undoPaperDelivery(call.app, actorOf(call), input, call.idempotency);
  },
};
