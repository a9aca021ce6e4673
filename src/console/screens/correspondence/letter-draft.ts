import type { LetterAdd, LetterRegister } from '../../api.generated.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { emptyFiling, requestOf, type Filing, type Service } from '../new-petition/filing.ts';

/** What is typed from the sheet on the table. All texts, so that a reload brings it back as it was. */
export interface LetterDraft extends Filing {
  /** Under which the letter is registered, however often it is sent. */
  readonly letter_id: string;
  readonly leads_to: 'opens' | 'adds';
  readonly cover_code: string;
  readonly medium: LetterRegister['medium'];
  readonly subject: string;
  readonly sheets: string;
  readonly annexes: string;
  readonly annex_note: string;
  readonly shelf: string;
  readonly box: string;
  readonly folder: string;
  readonly addressed_to: string;
  readonly folio: string;
  readonly petition_id: string;
}

const minute_ms = 60_000;

/** By the clock on the wall, as the field wants it. */
export const localNow = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * minute_ms).toISOString().slice(0, 16);
};

export const emptyLetter = (): LetterDraft => ({
  ...emptyFiling,
  ...{ channel: 'letter', notify_by: 'letter', received_at: localNow(), letter_id: uniqueKey() },
  ...{ leads_to: 'opens', cover_code: '', medium: 'by_hand', subject: '', sheets: '1', annexes: '0' },
  ...{ annex_note: '', shelf: '', box: '', folder: '', addressed_to: '', folio: '', petition_id: '' },
});

export type Missing = 'subject' | 'received_at' | 'sheets' | 'service' | 'place' | 'answers' | 'folio';

function letterOf(draft: LetterDraft) {
  const sender = draft.is_organisation ? ('organisation' as const) : ('person' as const);
  return {
    ...{ letter_id: draft.letter_id, medium: draft.medium, subject: draft.subject.trim() },
    received_at: new Date(draft.received_at).toISOString(),
    sender_kind: draft.identity === 'anonymous' ? ('unknown' as const) : sender,
    ...{ sheets: Number(draft.sheets), annexes: Number(draft.annexes), annex_note: draft.annex_note },
    kept_at: { shelf: draft.shelf, box: draft.box, folder: draft.folder },
    cover_code: draft.cover_code.trim() || null,
    addressed_to: draft.addressed_to || null,
    page_file_ids: draft.files.map(({ id }) => id),
  };
}

/** A letter that asks for something; where nothing more was typed, its subject is what it asks. */
export function registerBody(draft: LetterDraft, service: Service, privacy_version: number): LetterRegister {
  const filing = { ...draft, description: draft.description.trim() || draft.subject };
  const {
    channel: _,
    received_at: __,
    file_ids: ___,
    ...request
  } = requestOf(filing, service, privacy_version);
  return { ...request, ...letterOf(draft) };
}

export function addBody(draft: LetterDraft): LetterAdd {
  return { ...letterOf(draft), petition_id: draft.petition_id, sender_name: draft.name };
}
