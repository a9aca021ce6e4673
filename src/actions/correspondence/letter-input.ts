import { z } from 'zod';
import { media, senderKinds } from '../../core/correspondence/letter.ts';

const line = (longest: number) => z.string().trim().max(longest).default('');

/** Where the paper is kept; empty words where it is not said. */
export const placeInput = z.object({ shelf: line(60), box: line(60), folder: line(60) });

/** More photographs are scanned as several files. */
export const most_pages = 60;

/** What the register says of a letter, whatever it is about. The id is the caller's, so that nothing is lost or done twice. */
export const letterInput = z.object({
  letter_id: z.uuid(),
  city_id: z.uuid(),
  received_at: z.iso.datetime(),
  medium: z.enum(media),
  sender_kind: z.enum(senderKinds),
  subject: z.string().trim().min(1, 'required').max(200),
  sheets: z.number().int().min(1).max(9999),
  annexes: z.number().int().min(0).max(999).default(0),
  annex_note: line(300),
  kept_at: placeInput.prefault({}),
  /** The sheet that lay before it in the pile, as printed. */
  cover_code: z.string().trim().max(40).nullable().default(null),
  /** Another authority that it is meant for. */
  addressed_to: z.uuid().nullable().default(null),
  /** Photographs and PDF of its pages, in their order, stored by whoever registers it. */
  page_file_ids: z.array(z.uuid()).max(most_pages).default([]),
});
export type LetterInput = z.output<typeof letterInput>;
