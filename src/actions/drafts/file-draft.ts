import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { DraftData } from '../../queries/citizen/draft-data.ts';
import type { Draft } from '../../queries/citizen/draft.ts';
import { namedUnitOf, serviceOf } from '../../queries/citizen/draft-steps.ts';
import type { App } from '../app.ts';
import { filePetition } from '../petitions/file-petition.ts';
import { Refused } from '../refused.ts';

/**
 * Files a draft, once: the draft's id is the idempotency key, so a second press, a reload or a lost answer gets the
 * same folio.
 * @throws Refused('service_inactive') where its service is no longer offered; and whatever file-petition refuses
 */
export async function fileDraft(
  app: App,
  { draft, city, privacy_version }: { draft: Draft; city: CityConfiguration; privacy_version: number },
): Promise<{ petition_id: string }> {
  if (draft.filed_petition_id !== null) return { petition_id: draft.filed_petition_id };
  const service = serviceOf(city, draft.data);
  if (service === null) throw new Refused('service_inactive');
  const asked = service.questions.map(({ code }) => code);
  const filing = {
    ...filingOf(draft.data, asked),
    ...{ city_id: city.city.id, privacy_version, draft_id: draft.id, service_code: service.code },
    named_unit_id: namedUnitOf(city, draft.data)?.id ?? null,
  };
  const { petition_id } = await filePetition(app, { kind: 'public' }, filing, {
    idempotency_key: `draft/${draft.id}`,
  });
  return { petition_id };
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
