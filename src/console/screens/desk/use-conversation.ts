import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import type { DeskPetition } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { keepDraft, keptDraft } from '../../api/kept-drafts.ts';
import { useMe } from '../../api/session.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { emptyFiling, type Filing } from '../new-petition/filing.ts';
import { noteWritten, useCallForDesk, type CallForDesk } from '../telephone/call-for-desk.ts';
import {
  callOf,
  chosenOf,
  draftKey,
  nobodyYet,
  personOf,
  petitionsOf,
  wholeOf,
  withStatus,
  type Conversation,
} from './conversation.ts';
import { keep, sendUnsent } from './unsent.ts';

export const filingKey = 'new';

/** What goes on at the desk, and the four things that a key does. */
export function useConversation() {
  const { t } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const draft = useDraft<Conversation>(draftKey, nobodyYet);
  const { value } = draft;
  const lookup = useQuery({
    queryKey: ['desk', value.sought],
    queryFn: ({ signal }) => call('look_up_at_desk', { query: { q: value.sought }, signal }),
    enabled: value.sought !== '',
    staleTime: 30_000,
  });
  const found = value.sought === '' ? undefined : lookup.data;
  const person = personOf(value, found);
  const petitions = petitionsOf(value, found);
  const chosen = chosenOf(value, petitions);

  /** The conversation begins with the first thing that is done in it. The server hears of it when it can. */
  const begin = (part: Partial<Conversation> = {}) => {
    const now = draft.latest.current;
    if (now.id !== '') return draft.change(part);
    const begun = { id: uniqueKey(), started_at: new Date().toISOString() };
    draft.change({ ...begun, ...part });
    const { id: interaction_id, channel, started_at } = draft.latest.current;
    const body = { interaction_id, channel, started_at, ...callOf(draft.latest.current) };
    void call('begin_interaction', { body })
      .then(() => client.invalidateQueries({ queryKey: ['telephone'] }))
      .catch(() => undefined);
  };
  useCallForDesk(useTaking(draft.latest, begin));
  const tellStatus = (petition: DeskPetition | null = chosen) => {
    if (petition === null) return;
    begin();
    draft.change(withStatus(draft.latest.current, petition));
    const given = { params: { id: draft.latest.current.id }, body: { petition_id: petition.id } };
    void call('touch_petition', given).catch(() => undefined);
  };
  const inform = () => {
    begin({ kind: 'information', wrap_up: 'answered' });
  };
  const file = () => {
    begin({ kind: 'report', wrap_up: 'filed' });
    const { id, channel, typed } = draft.latest.current;
    const kept = keptDraft<Filing>(filingKey);
    const known = person ?? {
      id: '',
      name: '',
      phone: typedPhone(typed),
      email: '',
      document: '',
      last_place: null,
    };
    const filing: Filing = {
      ...emptyFiling,
      ...(kept?.interaction_id === id ? kept : {}),
      ...{ channel, interaction_id: id, person_id: known.id, name: known.name ?? '' },
      ...{ phone: known.phone ?? '', email: known.email ?? '', document: known.document ?? '' },
      address_text: known.last_place?.address_text ?? '',
      zone_code: known.last_place?.zone_code ?? '',
    };
    keepDraft(filingKey, filing);
    void navigate({ to: '/new' });
  };
  const finish = async () => {
    const now = draft.latest.current;
    if (now.id === '') return;
    keep({ user_id: me.user.id, body: wholeOf(now, person, new Date().toISOString()) });
    forgetFiling(now.id);
    noteWritten(now.call_id);
    draft.clear({ ...nobodyYet, channel: now.channel });
    const arrived = await sendUnsent(me.user.id);
    announce({ text: t(arrived ? 'console.desk.finish_kept' : 'console.desk.finish_kept_here') });
  };
  return { draft, value, lookup, found, person, petitions, chosen, begin, tellStatus, inform, file, finish };
}

/** A call comes to the desk with its number, and with who it is where that was chosen; one at a time. */
function useTaking(
  latest: { readonly current: Conversation },
  begin: (part: Partial<Conversation>) => void,
): (call: CallForDesk) => void {
  const { t } = useWords();
  const doing = useRef({ begin, t });
  useEffect(() => {
    doing.current = { begin, t };
  });
  return useCallback(
    ({ call_id, direction, number, started_at, over_at, person_id }) => {
      const now = latest.current;
      if (now.id !== '' && call_id !== '' && now.call_id === call_id) return;
      if (now.id !== '') return announce({ text: doing.current.t('console.call_bar.finish_first') });
      const found = { typed: number, sought: number, person_id, folio_id: '' };
      doing.current.begin({ call_id, direction, started_at, over_at, channel: 'phone', ...found });
    },
    [latest],
  );
}

export type AtDesk = ReturnType<typeof useConversation>;

/** What was typed, if it is a number. */
const typedPhone = (typed: string): string => (typed.replaceAll(/\D/g, '').length >= 7 ? typed : '');

/** What was begun to be filed and is filed later is a contact of its own. */
function forgetFiling(interaction_id: string): void {
  const kept = keptDraft<Filing>(filingKey);
  if (kept?.interaction_id !== interaction_id) return;
  keepDraft(filingKey, { ...kept, interaction_id: '' });
}
