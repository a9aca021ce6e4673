import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { smallPhoto } from '../../actions/files/small-photo.ts';
import { letterOf } from '../../actions/letters/keep-letter.ts';
import { Refused } from '../../actions/refused.ts';
import { fileOfPetition } from '../../queries/citizen/file-of-petition.ts';
import { receiptPdf } from '../../queries/citizen/receipt-document.ts';
import { trackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { rightsOf } from '../layout/cookies.ts';
import { visitOf } from '../layout/visit.ts';

type Params = { folio: string; id: string };

/** The petition of the address, as far as who asks may see it. @throws Refused('not_found') */
async function tracked(app: App, request: FastifyRequest, reply: FastifyReply) {
  const visit = visitOf(app, request, reply);
  const { folio } = request.params as Params;
  const petition = await trackedPetition(app, visit.city, { folio, rights: rightsOf(request) });
  if (petition === null) throw new Refused('not_found');
  return petition;
}

/** Receipt, replies and files of a petition, for whoever may open them. */
export function paperRoutes(server: FastifyInstance, app: App): void {
  fileRoutes(server, app);
  const pdf = (reply: FastifyReply, bytes: Buffer | null, name: string) => {
    if (bytes === null) throw new Refused('not_found');
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${name}.pdf"`)
      .send(bytes);
  };
  server.get<{ Params: Params }>('/seguimiento/:folio/acuse.pdf', async (request, reply) => {
    const petition = await tracked(app, request, reply);
    if (petition.view !== 'own') throw new Refused('not_found');
    return pdf(reply, await receiptPdf(app, { petition_id: petition.id }), `acuse-${petition.folio}`);
  });
  server.get<{ Params: Params }>('/seguimiento/:folio/respuesta/:id.pdf', async (request, reply) => {
    const petition = await tracked(app, request, reply);
    const reply_id = petition.replies.find(({ id }) => id === request.params.id)?.id;
    if (petition.view !== 'own' || reply_id === undefined) throw new Refused('not_found');
    const bytes = await letterOf(app, { petition_id: petition.id, reply_id });
    return pdf(reply, bytes, `respuesta-${petition.folio}`);
  });
}

/** Files as they are kept, and photos small as a page shows them. */
function fileRoutes(server: FastifyInstance, app: App): void {
  const fileAsked = async (request: FastifyRequest<{ Params: Params }>, reply: FastifyReply) => {
    const petition = await tracked(app, request, reply);
    const file = petition.files.some(({ id }) => id === request.params.id)
      ? await fileOfPetition(app.database, petition, request.params.id)
      : null;
    if (file === null) throw new Refused('not_found');
    void reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.display_name)}`)
      .header('x-content-type-options', 'nosniff');
    return file;
  };
  server.get<{ Params: Params }>('/seguimiento/:folio/archivos/:id/chica', async (request, reply) => {
    const file = await fileAsked(request, reply);
    if (!file.media_type.startsWith('image/')) throw new Refused('not_found');
    return reply.type('image/jpeg').send(await smallPhoto(app, file.storage_name));
  });
  server.get<{ Params: Params }>('/seguimiento/:folio/archivos/:id', async (request, reply) => {
    const file = await fileAsked(request, reply);
    const { stream, bytes } = await app.files.read(file.storage_name);
    return reply.type(file.media_type).header('content-length', bytes).header('etag', file.etag).send(stream);
  });
}
