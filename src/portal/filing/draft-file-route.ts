import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { smallPhoto } from '../../actions/files/small-photo.ts';
import { Refused } from '../../actions/refused.ts';
import { draftFile } from '../../queries/citizen/draft-files.ts';
import { readDraft } from '../../queries/citizen/draft.ts';
import { draftSecretOf } from '../layout/cookies.ts';

/** `/solicitud/archivos/<id>`: a file of the browser's own draft, for its preview; a photo is sent small. */
export function draftFileRoute(server: FastifyInstance, app: App): void {
  server.get<{ Params: { file_id: string } }>('/solicitud/archivos/:file_id', async (request, reply) => {
    const secret = draftSecretOf(request);
    const draft = secret === null ? null : await readDraft(app, request.city.city.id, secret);
    const { file_id } = request.params;
    const file = draft === null ? null : await draftFile(app.database, { draft_id: draft.id, file_id });
    if (file === null) throw new Refused('not_found');
    void reply.header('content-disposition', 'attachment').header('x-content-type-options', 'nosniff');
    if (file.media_type.startsWith('image/'))
      return reply.type('image/jpeg').send(await smallPhoto(app, file.storage_name));
    const { stream, bytes } = await app.files.read(file.storage_name);
    return reply.type(file.media_type).header('content-length', bytes).send(stream);
  });
}
