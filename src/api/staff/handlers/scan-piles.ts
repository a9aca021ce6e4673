import { beginPile } from '../../../actions/correspondence/begin-pile.ts';
import { bindPile } from '../../../actions/correspondence/bind-pile.ts';
import { programsHere } from '../../../actions/correspondence/bound-pages.ts';
import { pilePicture } from '../../../actions/correspondence/pile-picture.ts';
import { undoPile } from '../../../actions/correspondence/undo-pile.ts';
import { scanPile, scanPiles } from '../../../queries/staff/scan-piles.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, orWrongCursor, type Handlers } from '../call.ts';

type ScanPiles =
  | 'list_scan_piles'
  | 'begin_scan_pile'
  | 'get_scan_pile'
  | 'get_scan_pile_page'
  | 'bind_scan_pile'
  | 'undo_scan_pile';

export const scanPileHandlers: Pick<Handlers, ScanPiles> = {
  async list_scan_piles(call) {
    const { painter, reader } = await programsHere();
    const page = orWrongCursor(await scanPiles(call.app, await askerOf(call), call.query as never));
    return { reads_pdf: painter !== null, reads_words: reader !== null, ...page };
  },
  async begin_scan_pile(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return beginPile(call.app, actorOf(call), input, call.idempotency);
  },
  async get_scan_pile(call) {
    return orNotFound(await scanPile(call.app, await askerOf(call), call.params.id)) as never;
  },
  async get_scan_pile_page(call) {
    const { id: pile_id, page } = call.params;
    const picture = orNotFound(await pilePicture(call.app, await askerOf(call), { pile_id, page }));
    return call.reply
      .type('image/jpeg')
      .header('content-disposition', `inline; filename="pagina-${page}.jpg"`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(picture);
  },
  async bind_scan_pile(call) {
    const input = { ...call.body, pile_id: call.params.id };
    return bindPile(call.app, actorOf(call), input as never, call.idempotency);
  },
  async undo_scan_pile(call) {
    const input = { ...call.body, pile_id: call.params.id };
    return undoPile(call.app, actorOf(call), input, call.idempotency);
  },
};
