import { actOnMany, undoMany, type ResultOfMany } from '../../../actions/petitions/act-on-many.ts';
import { fileForPerson } from '../../../actions/people/file-for-person.ts';
import { bePresent } from '../../../actions/presence/be-present.ts';
import { previewReply } from '../../../actions/replies/preview-reply.ts';
import { Refused } from '../../../actions/refused.ts';
import { sayCode } from '../../../core/language/sentences.ts';
import { previewFiling } from '../../../queries/staff/filing-preview.ts';
import { petitionClock, petitionPage, relatedPetitions } from '../../../queries/staff/petition-page.ts';
import { serviceChange } from '../../../queries/staff/service-change.ts';
import { transferEffect } from '../../../queries/staff/transfer-effect.ts';
import { actorOf, askerOf, languageOfCity, orNotFound, type AnyCall, type Handlers } from '../call.ts';
import { petitionActionNamed, petitionActions, type StaffPetitionAction } from '../petition-actions.ts';
import { replyHtml } from '../reply-html.ts';

type Petitions =
  | 'get_petition'
  | 'list_related'
  | 'explain_clock'
  | 'act'
  | 'act_on_many'
  | 'undo'
  | 'preview_filing'
  | 'file_petition'
  | 'preview_reply'
  | 'preview_service_change'
  | 'preview_transfer'
  | 'be_present';

export const petitionHandlers: Pick<Handlers, Petitions> = {
  async get_petition(call) {
    const { id: petition_id } = call.params;
    const reveal = call.query.reveal === 'contact';
    return orNotFound(await petitionPage(call.app, await askerOf(call), { petition_id, reveal }));
  },
  async list_related(call) {
    return orNotFound(await relatedPetitions(call.app, await askerOf(call), call.params.id));
  },
  async explain_clock(call) {
    const { id: petition_id, clock } = call.params;
    return orNotFound(await petitionClock(call.app, await askerOf(call), { petition_id, clock }));
  },
  async act(call) {
    const { id: petition_id, action } = call.params;
    const version = call.body.version ?? versionOfHeader(call);
    const input = { ...call.body, petition_id, ...(version === undefined ? {} : { version }) };
    const result = await petitionActionNamed(action)(call.app, actorOf(call), input, call.idempotency);
    return { ...result, undo: writeUndo(action, [{ done: true, ...result }]) };
  },
  async act_on_many(call) {
    const { action } = call.params;
    const results = await actOnMany(call.app, actorOf(call), {
      action: petitionActions[action] as never,
      on: call.body.on as never,
      input: call.body.input ?? {},
      ...call.idempotency,
    });
    return bulkAnswer(call, results, { undo: writeUndo(action, results) });
  },
  async undo(call) {
    const { action, results } = readUndo(call.body.undo);
    const undone = await undoMany(call.app, actorOf(call), {
      action: petitionActions[action] as never,
      results,
    });
    return bulkAnswer(call, undone, { undo: null });
  },
  async preview_filing(call) {
    const { city } = await askerOf(call);
    const preview = previewFiling(city, call.body, call.app.now());
    if (preview === null) throw new Refused('service_unknown', {}, { service_code: 'service_unknown' });
    return preview;
  },
  async file_petition(call) {
    const options = call.idempotency;
    return fileForPerson(call.app, await askerOf(call), { input: call.body as never, options });
  },
  async preview_reply(call) {
    const asker = await askerOf(call);
    const preview = await previewReply(call.app, asker, { petition_id: call.params.id, text: call.body });
    return { ...preview, html: replyHtml(preview.text) };
  },
  async preview_service_change(call) {
    const which = { petition_id: call.params.id, service_id: call.query.service_id };
    return orNotFound(await serviceChange(call.app, await askerOf(call), which));
  },
  async preview_transfer(call) {
    const which = { petition_id: call.params.id, authority_id: call.query.authority_id };
    return orNotFound(await transferEffect(call.app, await askerOf(call), which));
  },
  async be_present(call) {
    const input = { petition_id: call.params.id, doing: call.body.doing };
    return { items: await bePresent(call.app, actorOf(call), input) };
  },
};

/** `If-Match: "7"` says the same as `"version": 7` in the body. */
function versionOfHeader({ request }: AnyCall): number | undefined {
  const given = request.headers['if-match'];
  if (given === undefined) return undefined;
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(given);
  if (!match) throw new Refused('invalid_input', {}, { version: 'invalid' });
  return Number(match[1]);
}

async function bulkAnswer(
  call: AnyCall,
  results: readonly ResultOfMany[],
  { undo }: { undo: string | null },
) {
  const { city } = await askerOf(call);
  const language = languageOfCity(city);
  return {
    results: results.map((result) =>
      result.done
        ? { petition_id: result.petition_id, folio: result.folio, done: true, error: null }
        : {
            ...{ petition_id: result.petition_id, folio: null, done: false },
            error: {
              code: result.code,
              message: sayCode(language, 'refusal', result.code, result.details) ?? result.code,
            },
          },
    ),
    done_count: results.filter(({ done }) => done).length,
    undo,
  };
}

/** What takes a bulk action back: nothing that whoever holds it could not do one by one. */
function writeUndo(action: StaffPetitionAction, results: readonly ResultOfMany[]): string | null {
  const reversible = results.flatMap((result) =>
    result.done && result.undo !== undefined
      ? [{ done: true, petition_id: result.petition_id, version: result.version, undo: result.undo }]
      : [],
  );
  if (reversible.length === 0) return null;
  return Buffer.from(JSON.stringify({ action, results: reversible })).toString('base64url');
}

function readUndo(undo: string): { action: StaffPetitionAction; results: ResultOfMany[] } {
  try {
    const read = JSON.parse(Buffer.from(undo, 'base64url').toString('utf8')) as {
      action: StaffPetitionAction;
      results: ResultOfMany[];
    };
    const right = Object.hasOwn(petitionActions, read.action) && Array.isArray(read.results);
    if (right && read.results.length <= 200) return read;
  } catch {
    // Falls through to the refusal.
  }
  throw new Refused('invalid_input', {}, { undo: 'invalid' });
}
