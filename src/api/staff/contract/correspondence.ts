import { z } from 'zod';
import { media, senderKinds } from '../../../core/correspondence/letter.ts';
import { deliveryWays } from '../../../core/correspondence/notification.ts';
import { filedResult, filingRequest } from './acting.ts';
import { both, reply, request } from './registry.ts';
import { cursorQuery, id, instant, listOf, namedRef, pageOf, plainDate } from './wire.ts';

const medium = both('LetterMedium', z.enum(media));
const senderKind = both('LetterSender', z.enum(senderKinds));
const keptAt = z.object({
  shelf: z.string().max(60).optional(),
  box: z.string().max(60).optional(),
  folder: z.string().max(60).optional(),
});
export const letterPlace = request('LetterPlaceInput', keptAt);

const letter = {
  /** A UUID of the caller's, so that nothing is done twice. */
  letter_id: id,
  received_at: instant,
  medium,
  sender_kind: senderKind,
  subject: z.string().max(200),
  sheets: z.number().int().min(1).max(9999),
  annexes: z.number().int().min(0).max(999).optional(),
  annex_note: z.string().max(300).optional(),
  kept_at: keptAt.optional(),
  cover_code: z.string().max(40).nullable().optional(),
  /** Another authority that it is meant for. */
  addressed_to: id.nullable().optional(),
  /** Pages in their order, stored by POST /files. */
  page_file_ids: z.array(id).max(60).optional(),
};

/** What the register says of a letter, with what a filing asks for. */
export const letterRegister = request(
  'LetterRegister',
  filingRequest.omit({ channel: true, file_ids: true, received_at: true }).extend(letter),
);
export const letterAdd = request(
  'LetterAdd',
  z.object({
    ...{ ...letter, petition_id: id, sender_name: z.string().max(200).optional() },
    /** Whoever filed the petition signs it, or acts for them: it may answer what they were asked, and they read it. */
    from_petitioner: z.boolean().optional(),
  }),
);
export const letterRegistered = reply(
  'LetterRegistered',
  filedResult.extend({ letter_id: id, entry: z.string() }),
);
export const letterAdded = reply(
  'LetterAdded',
  z.object({
    ...{ letter_id: id, entry: z.string(), petition_id: id, folio: z.string() },
    /** It answers what the person was asked: the clocks go on. */
    answers: z.boolean(),
  }),
);

const filter = {
  from: plainDate.optional(),
  until: plainDate.optional(),
  medium: medium.optional(),
  /** An entry, a folio, the code of a cover sheet, or words of the sender's name or of the subject. */
  q: z.string().max(200).optional(),
};
export const bookFilter = request('LetterBookFilter', z.object(filter));
export const bookQuery = request('LetterBookQuery', z.object({ ...filter, ...cursorQuery }));

const kept = z.object({ shelf: z.string(), box: z.string(), folder: z.string() });
const shape = {
  id,
  entry: z.string(),
  received_at: instant,
  registered_at: instant,
  medium,
  sender_kind: senderKind,
  by: z.string(),
  part: z.enum(['opened', 'added']),
  /** Sender and subject are not for the asker. */
  is_withheld: z.boolean(),
  sender: z.string().nullable(),
  subject: z.string().nullable(),
  sheets: z.number().int(),
  annexes: z.number().int(),
  annex_note: z.string(),
  petition: z.object({ id, folio: z.string(), is_readable: z.boolean() }),
  /** Who has the petition now. */
  authority: z.string(),
  addressed_to: z.string().nullable(),
  cover_code: z.string().nullable(),
  kept_at: kept.nullable(),
  scan: z.object({
    state: z.enum(['none', 'waiting', 'joined', 'searchable', 'failed']),
    url: z.string().nullable(),
  }),
};
export const letterRow = reply('LetterRow', z.object(shape));
export const letterBook = reply('LetterBook', pageOf(letterRow));
export const letterPage = reply(
  'LetterPage',
  z.object({ ...shape, places: z.array(kept.extend({ at: instant, by: z.string() })) }),
);

export const coverSheetsRequest = request(
  'CoverSheetsRequest',
  z.object({
    /** A UUID of the caller's, so that a batch is made once. */
    batch_id: id,
    count: z.number().int().min(1).max(200),
  }),
);
export const coverSheetsMade = reply('CoverSheetsMade', z.object({ batch_id: id }));
export const dayQuery = request('LetterDayQuery', z.object({ on: plainDate }));

/** Letters meant for another authority that are not with it yet. */
export const lettersForOthers = reply(
  'LettersForOthers',
  z.object({
    /** The law by which the city transfers. */
    citation: z.string(),
    items: z.array(
      z.object({
        id,
        entry: z.string(),
        received_at: instant,
        petition: z.object({ id, folio: z.string(), version: z.number().int() }),
        authority: z.string(),
        addressed_to: namedRef,
        /** Which term: that of the law for passing it on, else that for answering the petition; null: none runs. */
        term: z.enum(['transfer', 'answer']).nullable(),
        due_on: plainDate.nullable(),
        /** Business days; below zero where it is late. */
        days_left: z.number().int().nullable(),
        may_transfer: z.boolean(),
      }),
    ),
  }),
);

const way = both('DeliveryWay', z.enum(deliveryWays));
const paperDelivery = z.object({
  id,
  way,
  state: z.enum(['under_way', 'delivered', 'returned', 'undone']),
  begun_on: plainDate,
  ended_on: plainDate.nullable(),
  tracking: z.string(),
  receiver: z.string().nullable(),
  returned_reason: z.string(),
  notified_on: plainDate.nullable(),
  /** By which rule; its sentence is `notification_rule.<rule>`. */
  rule: z.string().nullable(),
  proof_url: z.string().nullable(),
  by: z.string(),
  may_undo: z.boolean(),
});
export const paperReply = reply(
  'PaperReply',
  z.object({
    reply_id: id,
    petition_id: id,
    folio: z.string(),
    sent_at: instant,
    document_number: z.string(),
    outcome: z.string().nullable(),
    unit: z.string(),
    name: z.string().nullable(),
    address: z.string().nullable(),
    is_withheld: z.boolean(),
    printed_at: instant.nullable(),
    deliveries: z.array(paperDelivery),
    next_way: way.nullable(),
  }),
);
export const paperReplies = reply('PaperReplies', z.object({ items: z.array(paperReply) }));
export const printRequest = request(
  'PrintRepliesRequest',
  z.object({
    letters: z
      .array(z.object({ petition_id: id, reply_id: id }))
      .min(1)
      .max(50),
  }),
);
export const printed = reply('PrintedReplies', z.object({ printed: z.number().int() }));
export const printQuery = request('PrintRepliesQuery', z.object({ ids: listOf(id) }));
export const deliveryBegin = request(
  'PaperDeliveryBegin',
  z.object({
    /** A UUID of the caller's, so that nothing is written twice. */
    delivery_id: id,
    petition_id: id,
    reply_id: id,
    way,
    /** When it was handed over, posted, or put on the list. */
    at: instant,
    receiver_name: z.string().max(200).optional(),
    receiver_document: z.string().max(80).optional(),
    tracking: z.string().max(60).optional(),
    /** A file of the petition. */
    proof_file_id: id.nullable().optional(),
  }),
);
export const deliveryEnd = request(
  'PaperDeliveryEnd',
  z.object({
    result: z.enum(['delivered', 'returned']),
    /** When the carrier delivered or returned it; of a list its last day. */
    at: instant,
    reason: z.string().max(300).optional(),
    proof_file_id: id.nullable().optional(),
  }),
);
export const deliveryUndo = request('PaperDeliveryUndo', z.object({ reason: z.string().max(500) }));
export const deliveryDone = reply('PaperDeliveryDone', z.object({ delivery_id: id }));
