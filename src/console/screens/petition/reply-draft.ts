import { checkReply, type ReplyPart } from '../../../core/petitions/reply.ts';
import type {
  Catalogue,
  FormalReply,
  PetitionActionName,
  PetitionPage,
  TimelineEntry,
} from '../../api.generated.ts';

/** What is written in the composer; the rest of the reply is filled in by the system. */
export interface ReplyText {
  /** Null: a first reply, which leaves the outcome for the final one; '': not chosen yet. */
  readonly outcome_code: string | null;
  readonly body: string;
  readonly reasons: string;
  readonly next_step: string;
  readonly means_of_appeal: string;
  readonly responsible_name: string;
  readonly responsible_title: string;
}

/** What is written, and which version of the draft on the server it was last the same as. */
export interface KeptReply extends ReplyText {
  /** Null: no draft on the server yet. */
  readonly reply_id: string | null;
  readonly reply_version: number;
  /** Something was typed that the server does not have. */
  readonly is_dirty: boolean;
}

/** The draft that the server keeps for that reply, of whoever wrote it. */
export function draftOf({ replies }: PetitionPage, corrects_id: string | null): FormalReply | undefined {
  return replies.find((reply) => reply.state === 'draft' && reply.corrects_id === corrects_id);
}

/** Where the composer begins: a draft on the server, else the reply to be corrected, else what is known. */
export function startOfReply(page: PetitionPage, corrects_id: string | null): KeptReply {
  const { replies, composer } = page;
  const draft = draftOf(page, corrects_id);
  const source = draft ?? replies.find(({ id }) => id === corrects_id);
  return {
    ...{ reply_id: draft?.id ?? null, reply_version: draft?.version ?? 0, is_dirty: false },
    outcome_code: source === undefined ? '' : (source.outcome?.code ?? null),
    body: source?.body ?? '',
    reasons: source?.reasons ?? '',
    next_step: source?.next_step ?? '',
    means_of_appeal: source?.means_of_appeal ?? composer.means_of_appeal,
    responsible_name: source?.responsible_name ?? composer.responsible_name,
    responsible_title: source?.responsible_title ?? composer.responsible_title,
  };
}

/** What is sent of it. */
export function textOf(kept: KeptReply): ReplyText {
  const { reply_id: _, reply_version: __, is_dirty: ___, ...text } = kept;
  return text;
}

/**
 * How what is on the screen stands to the server's draft: nothing to save; to be saved; the server's is newer and
 * nothing was typed here; both were changed, so that a person chooses; or it is no draft any more.
 */
export type Standing = 'same' | 'ahead' | 'behind' | 'apart' | 'over';

export function standingOf(kept: KeptReply, page: PetitionPage, corrects_id: string | null): Standing {
  const own = page.replies.find(({ id }) => id === kept.reply_id);
  if (own !== undefined && own.state !== 'draft') return 'over';
  const draft = draftOf(page, corrects_id);
  if (draft === undefined && page.replies.some((one) => isWaiting(one, corrects_id))) return 'over';
  // A page that was read before the draft began does not have it.
  const isNewer = draft !== undefined && (draft.id !== kept.reply_id || draft.version > kept.reply_version);
  if (!isNewer) return kept.is_dirty ? 'ahead' : 'same';
  return kept.is_dirty && !isSameText(kept, startOfReply(page, corrects_id)) ? 'apart' : 'behind';
}

/** Whether a reply waits for approval: no other one is begun beside it. */
export const isOneWaiting = ({ replies }: Pick<PetitionPage, 'replies'>): boolean =>
  replies.some(({ state }) => state === 'to_approve');

/** The last giving back of that draft, with its reason, if nobody submitted it again since. */
export function givenBack(
  { timeline }: Pick<PetitionPage, 'timeline'>,
  reply_id: string | null,
): TimelineEntry | null {
  const last = timeline.findLast(
    (entry) =>
      entry.reply_id === reply_id && (entry.type === 'reply_submitted' || entry.type === 'reply_rejected'),
  );
  return reply_id !== null && last?.type === 'reply_rejected' ? last : null;
}

const isWaiting = (reply: FormalReply, corrects_id: string | null): boolean =>
  reply.state === 'to_approve' && reply.corrects_id === corrects_id;

function isSameText(one: KeptReply, other: KeptReply): boolean {
  const text = textOf(other);
  return Object.entries(textOf(one)).every(
    ([name, words]) => (words ?? null) === (text[name as keyof ReplyText] ?? null),
  );
}

export const lawAsks: readonly ReplyPart[] = [
  ...(['folio', 'outcome_code', 'body', 'reasons', 'next_step'] as const),
  ...(['means_of_appeal', 'responsible_name', 'unit_name', 'date'] as const),
];

interface Facts {
  readonly page: PetitionPage;
  readonly catalogue: Catalogue | undefined;
}

/** The parts that the law asks for and are missing: the same rule as the server's. */
export function missingParts(text: ReplyText, { page, catalogue }: Facts): readonly string[] {
  const outcome = catalogue?.outcomes.find(({ code }) => code === text.outcome_code);
  const checked = checkReply({
    ...text,
    folio: page.composer.folio,
    outcome_class: outcome?.class ?? null,
    unit_name: page.composer.unit.name,
    date: page.situation.today,
  });
  return checked.accepted ? [] : String(checked.details?.['missing'] ?? '').split(',');
}

/** The act that sends such a reply, once nobody has to approve it any more. */
export function sendingAct(reply: { corrects_id: string | null; isFirst: boolean }): PetitionActionName {
  if (reply.corrects_id !== null) return 'correct_reply';
  return reply.isFirst ? 'send_first_reply' : 'send_reply';
}
