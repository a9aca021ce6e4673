import type { LetterAdd, LetterRegister } from '../../api.generated.ts';
import type { Manner } from '../../../core/language/format.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { instantFromWall, nowOnTheWall } from '../../language/wall-clock.ts';
import {
  emptyFiling,
  requestOf,
  type Filing,
  type FilingManner,
  type Service,
} from '../new-petition/filing.ts';

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
  /** Of a letter about a petition that is there already; never guessed. */
  readonly signed_by: '' | 'petitioner' | 'other';
}

export const emptyLetter = (manner: Manner): LetterDraft => ({
  ...emptyFiling,
  ...{ channel: 'letter', notify_by: 'letter', received_at: nowOnTheWall(manner), letter_id: uniqueKey() },
  ...{ leads_to: 'opens', cover_code: '', medium: 'by_hand', subject: '', sheets: '1', annexes: '0' },
  ...{ annex_note: '', shelf: '', box: '', folder: '', addressed_to: '', folio: '', petition_id: '' },
  signed_by: '',
});

export type Missing =
  'subject' | 'received_at' | 'sheets' | 'service' | 'place' | 'answers' | 'folio' | 'signed_by';

function letterOf(draft: LetterDraft, manner: Manner) {
  const sender = draft.is_organisation ? ('organisation' as const) : ('person' as const);
  return {
    ...{ letter_id: draft.letter_id, medium: draft.medium, subject: draft.subject.trim() },
    received_at: instantFromWall(draft.received_at, manner),
    sender_kind: draft.identity === 'anonymous' ? ('unknown' as const) : sender,
    ...{ sheets: Number(draft.sheets), annexes: Number(draft.annexes), annex_note: draft.annex_note },
    kept_at: { shelf: draft.shelf, box: draft.box, folder: draft.folder },
    cover_code: draft.cover_code.trim() || null,
    addressed_to: draft.addressed_to || null,
    page_file_ids: draft.files.map(({ id }) => id),
  };
}

/** A letter that asks for something; where nothing more was typed, its subject is what it asks. */
export function registerBody(draft: LetterDraft, service: Service, asked: FilingManner): LetterRegister {
  const filing = { ...draft, description: draft.description.trim() || draft.subject };
  const { channel: _, received_at: __, file_ids: ___, ...request } = requestOf(filing, service, asked);
  return { ...request, ...letterOf(draft, asked.manner) };
}

export function addBody(draft: LetterDraft, manner: Manner): LetterAdd {
  const from_petitioner = draft.signed_by === 'petitioner';
  return {
    ...letterOf(draft, manner),
    ...{ petition_id: draft.petition_id, sender_name: draft.name, from_petitioner },
  };
}
