import type { FastifyReply } from 'fastify';
import { discardStoredUpload } from '../../../actions/files/discard-upload.ts';
import { storeUpload } from '../../../actions/files/store-upload.ts';
import { letterOf } from '../../../actions/letters/keep-letter.ts';
import { giveSpokenCopy, sendReceipt } from '../../../actions/petitions/hand-over.ts';
import { Refused } from '../../../actions/refused.ts';
import { fileOfStaff, storedFile } from '../../../queries/staff/file-of-staff.ts';
import { handedPaper } from '../../../queries/staff/handed-papers.ts';
import { replyForStaff, type Paper } from '../../../queries/staff/papers.ts';
import { actorOf, askerOf, orNotFound, type AnyCall, type Handlers } from '../call.ts';

type Files =
  | 'upload_to_petition'
  | 'upload_for_filing'
  | 'get_file'
  | 'remove_file'
  | 'get_receipt'
  | 'send_receipt'
  | 'get_spoken_record'
  | 'give_spoken_copy'
  | 'get_reply_document';

export const fileHandlers: Pick<Handlers, Files> = {
  async upload_to_petition(call) {
    return upload(call, { petition_id: call.params.id });
  },
  async upload_for_filing(call) {
    // What the person brought is theirs to see.
    return upload(call, { audience: 'citizen' });
  },
  async get_file(call) {
    const file = orNotFound(await fileOfStaff(call.app, await askerOf(call), call.params.id));
    const { stream } = await call.app.files.read(file.storage_name);
    return call.reply
      .type(file.media_type)
      .header('content-disposition', file.content_disposition)
      .header('content-length', file.bytes)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(stream);
  },
  async remove_file(call) {
    await discardStoredUpload(call.app, actorOf(call), call.params.id);
    return { done: true };
  },
  async get_receipt(call) {
    const wanted = { petition_id: call.params.id, paper: call.query.paper ?? 'letter' } as const;
    return sendPaper(call.reply, await handedPaper(call.app, await askerOf(call), wanted));
  },
  async send_receipt(call) {
    await sendReceipt(call.app, actorOf(call), { petition_id: call.params.id }, call.idempotency);
    return { done: true };
  },
  async get_spoken_record(call) {
    const wanted = { petition_id: call.params.id, paper: 'record' } as const;
    return sendPaper(call.reply, await handedPaper(call.app, await askerOf(call), wanted));
  },
  async give_spoken_copy(call) {
    const input = { petition_id: call.params.id, way: call.body.way };
    await giveSpokenCopy(call.app, actorOf(call), input, call.idempotency);
    return { done: true };
  },
  async get_reply_document(call) {
    const { id: petition_id, reply_id } = call.params;
    const which = { petition_id, reply_id };
    const { name, bytes } = orNotFound(await replyForStaff(call.app, await askerOf(call), which));
    const letter = bytes ?? orNotFound(await letterOf(call.app, which));
    return sendPaper(call.reply, { name, bytes: letter });
  },
};

async function upload(call: AnyCall, where: { petition_id?: string; audience?: 'citizen' }) {
  const asker = await askerOf(call);
  if (!call.request.isMultipart()) throw new Refused('invalid_input', {}, { file: 'required' });
  const part = await call.request.file({ limits: { files: 1 } });
  if (part === undefined) throw new Refused('invalid_input', {}, { file: 'required' });
  const bytes = await part.toBuffer();
  const field = part.fields['alt_text'];
  const alt_text = field !== undefined && 'value' in field ? String(field.value) : '';
  const stored = await storeUpload(call.app, asker.actor, {
    ...where,
    ...{ city_id: asker.city.city.id, uploaded_kind: 'staff', bytes, declared_name: part.filename },
    ...(alt_text === '' ? {} : { alt_text }),
  });
  return storedFile(call.app, asker, stored.file_id);
}

export function sendPaper(reply: FastifyReply, paper: Paper | null): FastifyReply {
  const { bytes, name } = orNotFound(paper);
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .send(bytes);
}
