import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { z } from 'zod';
import { languageOf, say } from '../../core/language/sentences.ts';
import { event } from '../../core/petitions/events.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { rowsFor } from '../../store/insert-together.ts';
import { lockPetition } from '../../store/petitions.ts';
import { newSecret } from '../../store/secrets.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { fingerprintOf, once, type IdempotentCall, type Keep } from '../idempotency.ts';
import { askForFiling, type FilingAsked } from '../petitions/ask-for-filing.ts';
import { fileWithin } from '../petitions/file-petition.ts';
import { filingInput } from '../petitions/filing-input.ts';
import { record } from '../petitions/petition-action.ts';
import { writeMessage } from '../petitions/write-message.ts';
import { Refused } from '../refused.ts';
import { senderOf, sourceOf, type ApiActor } from './sender.ts';

/** What shows that two requests are the same one. */
const evidence = z.discriminatedUnion('by', [
  /** The Idempotency-Key header; the same key with another content is a mistake. */
  z.object({ by: z.literal('key'), value: z.string().min(1).max(200) }),
  /** The sender's own number of the report: sent again after a lost answer, perhaps edited meanwhile. */
  z.object({ by: z.literal('report'), value: z.string().min(1).max(200) }),
  /** Nothing but the same content from the same key within ten minutes. */
  z.object({ by: z.literal('content') }),
]);
export type Evidence = z.output<typeof evidence>;

const input = filingInput.omit({ privacy_version: true }).extend({
  petition_id: z.uuid().default(() => newId()),
  evidence,
  /** SHA-256 of everything that was sent, in hexadecimal. */
  content: z.string().regex(/^[0-9a-f]{64}$/),
  /** Addresses of images that could not be fetched: told to staff, so that nothing that was sent is lost. */
  media_left: z.array(z.string().max(2000)).max(50).default([]),
});
type Context = ActionContext<z.output<typeof input>>;

export interface FiledServiceRequest {
  readonly petition_id: string;
  readonly folio: string;
  readonly service_code: string;
  /** Only for a service that answers with a token (`batch`). */
  readonly token: string | null;
}

/**
 * Files what another system reports: the same action as every channel's, once per piece of evidence, remembering
 * which key sent it.
 * @throws Refused `forbidden` without a key that may report, `idempotency_mismatch`, and all that filing throws
 */
export const fileServiceRequest = defineAction({
  name: 'file-service-request',
  permission: 'public',
  input,
  database_actor: ({ petition_id }) => ({ kind: 'citizen', petition_id }),
  async run(context: Context): Promise<FiledServiceRequest> {
    const sender = senderOf(context.actor, { permission: 'report', city_id: context.input.city_id });
    const call = {
      ...callOf(context.input, sender),
      // The notice plays no part in what is asked.
      needs: (isNew: RawBuilder<boolean>) => askForFiling(shownNotice(context, 1), isNew),
    };
    return once(context.tx, call, (keep: Keep<FiledServiceRequest>, asked) =>
      file(context, sender, { keep, asked }),
    );
  },
});

/** The filing that the same evidence led to, if any: asked before images are fetched for nothing. */
export const filedBefore = defineAction({
  name: 'filed-before',
  permission: 'public',
  input: input.pick({ city_id: true, evidence: true, content: true }),
  async run(context): Promise<FiledServiceRequest | null> {
    const sender = senderOf(context.actor, { permission: 'report', city_id: context.input.city_id });
    const call = callOf(context.input, sender);
    const known = await context.tx
      .selectFrom('idempotency_keys')
      .select(['fingerprint', 'result'])
      .where('scope', '=', call.scope)
      .where('key', '=', call.key)
      .where(sql<SqlBool>`coalesce(created_at >= now() - ${call.forgotten_after}::interval, true)`)
      .executeTakeFirst();
    if (!known) return null;
    if (!known.fingerprint.equals(fingerprintOf(call))) throw new Refused('idempotency_mismatch');
    return known.result as unknown as FiledServiceRequest;
  },
});

function callOf(
  { evidence: shown, content }: { evidence: Evidence; content: string },
  { key_id }: ApiActor,
): IdempotentCall & { forgotten_after: string | null } {
  const scope = sourceOf(key_id);
  const kept = { scope, forgotten_after: null };
  if (shown.by === 'key') return { ...kept, key: `key/${shown.value}`, input: content };
  if (shown.by === 'report') return { ...kept, key: `report/${shown.value}`, input: null };
  // The same words after ten minutes are another report: the lamp is out again.
  return { scope, key: `content/${content}`, input: null, forgotten_after: '10 minutes' };
}

async function file(
  context: Context,
  sender: ApiActor,
  { keep, asked }: { keep: Keep<FiledServiceRequest>; asked: FilingAsked },
): Promise<FiledServiceRequest> {
  const { city } = asked;
  const { input: given, now } = context;
  const { petition_id, service_code, city_id } = given;
  const source = { system: sourceOf(sender.key_id), id: petition_id };
  if (!city) throw new Refused('city_unknown');
  // Of the reporter, the other system asked what it asked; ours is the notice that is in force.
  const filing = shownNotice(context, city.text_versions.get('privacy_short') ?? 1);
  const token = tokenFor(context, city);
  const tokens = token === null ? [] : [{ token, city_id, petition_id, ready_at: now }];
  const answerTo = ({ folio }: { folio: string }) => ({ petition_id, folio, service_code, token });
  const filed = await fileWithin(filing, {
    ...{ asked, source },
    beside: (told) => [keep(answerTo(told)), rowsFor('open311_tokens', tokens)],
  });
  await tellMediaLeft(context);
  return answerTo(filed);
}

const shownNotice = (context: Context, privacy_version: number) => ({
  ...context,
  input: { ...context.input, privacy_version },
});

function tokenFor({ input: given }: Context, city: CityConfiguration): string | null {
  return city.services_by_code.get(given.service_code)?.response_type === 'batch' ? newSecret() : null;
}

async function tellMediaLeft(context: Context): Promise<void> {
  const { tx, input: given } = context;
  if (given.media_left.length === 0) return;
  const petition = await lockPetition(tx, given.petition_id);
  const city = await cityConfiguration(tx, given.city_id);
  if (!petition || !city) return;
  const language = languageOf(city.city.locale);
  const body = given.media_left.map((url) => say(language, 'open311.photo_left', { url })).join('\n');
  const note = { kind: 'note', audience: 'staff', body } as const;
  const message_id = await writeMessage(context, { petition_id: given.petition_id, ...note });
  const events = [event('note_added', 'staff', { message_id })];
  await record(context, { petition, city }, { events });
}
