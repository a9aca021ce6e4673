import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { readDraft } from '../../queries/citizen/draft.ts';
import { ownPetition } from '../../queries/citizen/own-petitions.ts';
import { draftSecretOf } from '../layout/cookies.ts';
import { visitOf } from '../layout/visit.ts';
import { qrCode } from '../layout/qr-code.ts';
import { receiptPage } from './receipt-page.ts';

/** `/solicitud/acuse`: the receipt, shown to the browser that filed for two days. */
export function receiptRoutes(server: FastifyInstance, app: App): void {
  server.get('/solicitud/acuse', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const secret = draftSecretOf(request);
    const draft = secret === null ? null : await readDraft(app, visit.city.city.id, secret);
    const petition_id = draft?.filed_petition_id ?? null;
    const own =
      petition_id === null ? null : await ownPetition(app, visit.city, { petition_id, issue: null });
    if (own === null) return reply.redirect(visit.paths.follow(), 303);
    const address = app.public_url + visit.paths.openWithKey(own.folio, own.key);
    const qr = await qrCode(address, visit.say('portal.receipt.qr_label'));
    return reply.html(receiptPage(visit, own, qr));
  });
}
