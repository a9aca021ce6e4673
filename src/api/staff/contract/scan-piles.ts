import { z } from 'zod';
import { pileFindings } from '../../../core/correspondence/pile.ts';
import { reply, request } from './registry.ts';
import { cursorQuery, id, instant } from './wire.ts';

const pile = {
  id,
  state: z.enum(['reading', 'read', 'failed', 'binding', 'bound']),
  /** Why nothing could be read. */
  problem: z.enum(['no_reader', 'unreadable', 'too_many_pages']).nullable(),
  pages: z.number().int(),
  /** Of what goes on just now, in per cent. */
  progress: z.number().int(),
  uploaded_at: instant,
  undone_at: instant.nullable(),
  by: z.string(),
  /** To how many letters something of it is bound. */
  bound: z.number().int(),
  may_bind: z.boolean(),
  may_undo: z.boolean(),
};
const letter = z.object({
  entry: z.string(),
  folio: z.string(),
  sheets: z.number().int(),
  annexes: z.number().int(),
});

export const pileBegin = request(
  'ScanPileBegin',
  z.object({
    /** A UUID of the caller's, so that a pile is read once. */
    pile_id: id,
    /** Photographs and PDF in their order, stored by POST /files. */
    file_ids: z.array(id).min(1).max(60),
  }),
);
export const pileDone = reply('ScanPileDone', z.object({ pile_id: id }));
export const pilesQuery = z.object(cursorQuery);
export const scanPiles = reply(
  'ScanPiles',
  z.object({
    /** Whether this machine can read PDF; photographs it can in any case. */
    reads_pdf: z.boolean(),
    /** Whether it can read the words of scans. */
    reads_words: z.boolean(),
    items: z.array(z.object(pile)),
    next_cursor: z.string().nullable(),
  }),
);
export const scanPile = reply(
  'ScanPile',
  z.object({
    ...pile,
    parts: z.array(
      z.object({
        /** The page with which it begins: what it is called by. */
        at: z.number().int(),
        code: z.string().nullable(),
        pages: z.number().int(),
        first_page: z.number().int().nullable(),
        finding: z.enum(pileFindings),
        /** Whether it is chosen, may be chosen, wants to be named first, or never. */
        binding: z.enum(['chosen', 'to_choose', 'to_name', 'never']),
        letter: letter.nullable(),
        bound: z.object({ state: z.enum(['waiting', 'bound', 'skipped', 'undone']), letter }).nullable(),
      }),
    ),
  }),
);
export const pileBind = request(
  'ScanPileBind',
  z.object({
    parts: z
      .array(
        z.object({
          at: z.number().int().min(1),
          /** Whose it is where no sheet says so: an entry or the code of a sheet, as typed. */
          named: z.string().max(40).optional(),
        }),
      )
      .min(1)
      .max(200),
  }),
);
export const pileUndo = request('ScanPileUndo', z.object({ reason: z.string().max(500) }));
export const pilePageParams = z.object({ id, page: z.coerce.number<string>().int().min(1) });
