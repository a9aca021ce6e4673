import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CounterLine, TicketAtCounter } from '../../api.generated.ts';
import { ApiError, call } from '../../api/client.ts';
import { forgetDraft, keepDraft, keptDraft } from '../../api/kept-drafts.ts';
import { useTold } from '../../api/live.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { draftKey, nobodyYet, type Conversation } from '../desk/conversation.ts';

/** Numbers come and are called by the second and are told of; while nothing is told they are asked for. */
const asked_ms = 2_000;
/** What nobody tells: the minutes that pass, the hour at which it opens. */
const told_ms = 30_000;

/** The line of an office: other counters and the kiosk change it. */
export function useLine(office_id: string) {
  const isTold = useTold();
  return useQuery({
    queryKey: ['counter-line', office_id],
    queryFn: ({ signal }) => call('get_counter_line', { params: { id: office_id }, signal }),
    refetchInterval: isTold ? told_ms : asked_ms,
    staleTime: 0,
  });
}

/** A counter with who is there, and each of the steps. What the server refuses is said. */
export function useCounter(line: CounterLine, counter_code: string) {
  const words = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const ticket = line.at_counters.find((one) => one.counter_code === counter_code) ?? null;

  /** One step at a time: a key that is pressed twice does it once. */
  const step = async (work: () => Promise<unknown>) => {
    if (isBusy) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      announce({ tone: 'late', text: sentenceOf(error, words) });
    } finally {
      await client.invalidateQueries({ queryKey: ['counter-line', line.id] });
      setBusy(false);
    }
  };
  const onTicket = (work: (one: TicketAtCounter) => Promise<unknown>) => () => {
    if (ticket !== null) void step(() => work(ticket));
  };
  const toDesk = (interaction_id: string, since: string) => {
    const begun = { id: interaction_id, started_at: since, channel: 'counter' } as const;
    const kept = keptDraft<Conversation>(draftKey);
    // What was typed for this very person stays.
    if (kept?.id !== interaction_id) keepDraft(draftKey, { ...nobodyYet, ...begun });
    void navigate({ to: '/atencion' });
  };
  return {
    ...{ ticket, isBusy, counter_code },
    next: () => void step(() => call('call_next', { params: { id: line.id }, body: { counter_code } })),
    recall: onTicket(({ id }) => call('recall_ticket', { params: { id }, body: {} })),
    noShow: onTicket(({ id }) => call('no_show_ticket', { params: { id }, body: {} })),
    attend: onTicket(async ({ id }) => {
      const body = { interaction_id: uniqueKey() };
      const begun = await call('attend_ticket', { params: { id }, body });
      toDesk(begun.interaction_id, new Date().toISOString());
    }),
    toDesk: () => {
      if (ticket?.interaction_id != null) toDesk(ticket.interaction_id, ticket.serving_at!);
    },
    park: (reason: string) =>
      onTicket(({ id }) => call('park_ticket', { params: { id }, body: { reason } }))(),
    transfer: (body: { line_code: string; for_counter: string | null }) =>
      onTicket(({ id }) => call('transfer_ticket', { params: { id }, body }))(),
    arrive: (id: string) => void step(() => call('arrive_ticket', { params: { id }, body: {} })),
    takeBack: (id: string) =>
      void step(() => call('take_back_ticket', { params: { id }, body: { counter_code } })),
    finish: (ending: Ending) =>
      onTicket(async ({ id, interaction_id }) => {
        const body = { interaction_id: interaction_id ?? uniqueKey(), ...ending };
        await call('finish_ticket', { params: { id }, body });
        forgetConversation(interaction_id);
      })(),
  };
}

/** What the contact was about and how it ended. */
export interface Ending {
  readonly kind: string;
  readonly wrap_up: string;
}

/** What was chosen at the desk for this very person; else what most contacts are. */
export function endingOf({ interaction_id }: TicketAtCounter): Ending {
  const kept = keptDraft<Conversation>(draftKey);
  const chosen = interaction_id !== null && kept?.id === interaction_id ? kept : {};
  const { kind = nobodyYet.kind, wrap_up = nobodyYet.wrap_up } = chosen;
  return { kind, wrap_up };
}

export type AtCounter = ReturnType<typeof useCounter>;

/** The conversation of the desk that was this one is over with it. */
function forgetConversation(interaction_id: string | null): void {
  const kept = keptDraft<Conversation>(draftKey);
  if (interaction_id !== null && kept?.id === interaction_id) forgetDraft(draftKey);
}
