import { z } from 'zod';
import type { DraftData } from '../../queries/citizen/draft-data.ts';
import { emptyDraft } from '../../queries/citizen/draft-data.ts';
import { draftIn } from '../../queries/citizen/draft.ts';
import { namedUnitOf, serviceOf } from '../../queries/citizen/draft-steps.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { inTransaction, reading } from '../../store/database.ts';
import { encryptText } from '../../store/encryption.ts';
import { parseInput } from '../action.ts';
import type { App } from '../app.ts';
import { filePetition, type FiledPetition } from '../petitions/file-petition.ts';
import { Refused } from '../refused.ts';
import { expiryOf } from './save-draft.ts';

/** How long the receipt can be shown again from the browser that filed. */
const RECEIPT_DAYS = 2;

const input = z.object({
  secret: z.string().max(100),
  city_id: z.uuid(),
  privacy_version: z.number().int().positive(),
});

/**
 * Files a draft, once: the draft's id is the idempotency key, so a second press, a reload or a lost answer gets the
 * same folio. What the draft said is then wiped; it stays only as the way back to the receipt.
 * @throws Refused('draft_expired') where the secret opens nothing; and whatever file-petition refuses
 */
export async function fileDraft(app: App, given: z.input<typeof input>): Promise<{ petition_id: string }> {
  const { secret, city_id, privacy_version } = parseInput(input, given);
  const found = await reading(app.database, { kind: 'public' }, async (reader) => ({
    draft: await draftIn(reader, app, { secret, city_id }),
    city: await cityConfiguration(reader, city_id),
  }));
  const { draft, city } = found;
  if (draft === null || city === null) throw new Refused('draft_expired');
  if (draft.filed_petition_id !== null) return { petition_id: draft.filed_petition_id };
  const service = serviceOf(city, draft.data);
  if (service === null) throw new Refused('service_inactive');
  const filing = {
    ...filingOf(
      draft.data,
      service.questions.map(({ code }) => code),
    ),
    city_id,
    privacy_version,
    named_unit_id: namedUnitOf(city, draft.data)?.id ?? null,
  };
  const filed: FiledPetition = await filePetition(
    app,
    { kind: 'public' },
    { ...filing, service_code: service.code, draft_id: draft.id },
    { idempotency_key: `draft/${draft.id}` },
  );
  await markFiled(app, draft.id, filed.petition_id);
  return { petition_id: filed.petition_id };
}

/** The draft as file-petition takes it. Answers to questions that the service no longer asks are left out. */
function filingOf(draft: DraftData, questions: readonly string[]) {
  const anonymous = draft.identity === 'anonymous';
  const { nowhere, ...place } = draft.place;
  return {
    channel: 'portal' as const,
    description: draft.description,
    answers: Object.fromEntries(Object.entries(draft.answers).filter(([code]) => questions.includes(code))),
    place: nowhere ? {} : place,
    identity: draft.identity ?? 'named',
    contact: anonymous
      ? {}
      : { name: draft.name, email: draft.email, phone: draft.phone, document: documentOf(draft) },
    notify_by: anonymous ? ('none' as const) : (draft.notify_by ?? 'none'),
    on_behalf_of:
      draft.behalf === 'me'
        ? null
        : { kind: draft.behalf, name: draft.behalf_name, relation: draft.behalf_relation },
    priority_group: draft.priority_group,
  };
}

/** Asked only of who gives their name; who changed their mind since does not leave it. */
function documentOf({ identity, document }: DraftData): string {
  return identity === 'named' ? document : '';
}

async function markFiled(app: App, draft_id: string, petition_id: string): Promise<void> {
  const now = app.now();
  await inTransaction(app.database, { kind: 'public' }, async (tx) => {
    await tx
      .updateTable('drafts')
      .set({
        filed_petition_id: petition_id,
        data_cipher: encryptText(app.keys.wrapping, JSON.stringify(emptyDraft), 'drafts.data'),
        updated_at: now,
        expires_at: expiryOf(now, RECEIPT_DAYS),
      })
      .where('id', '=', draft_id)
      .execute();
  });
}
