import { accepted, refused, type Decision } from '../decision.ts';

/** A pile that was scanned stays so many days: to look at what was found, to bind it, and to take that back. */
export const pile_kept_days = 14;
/** Of one pile; more are scanned as several. */
export const most_pile_pages = 400;

/** One page of a scanned pile, counted from 1 over all of its files. */
export interface ScannedPage {
  readonly page: number;
  /** The code of a cover sheet that was read on it, in its one way of writing; null where there is none. */
  readonly code: string | null;
  readonly is_blank: boolean;
}

/** Pages that belong together: what lies between one cover sheet and the next. */
export interface PilePart {
  /** The page with which it begins, its sheet where it has one: what it is called by. */
  readonly at: number;
  /** Null for pages before the first sheet. */
  readonly code: string | null;
  /** The pages of the letter, without its sheet. */
  readonly pages: readonly number[];
}

/**
 * Splits a pile at its cover sheets. The back of a sheet, which a scanner of both sides brings along, is none of the
 * letter's; blank pages elsewhere are kept, since somebody numbered them.
 */
export function partsOf(pages: readonly ScannedPage[]): PilePart[] {
  const parts: { at: number; code: string | null; pages: number[] }[] = [];
  for (const [index, { page, code, is_blank }] of pages.entries()) {
    if (code !== null) parts.push({ at: page, code, pages: [] });
    else if (is_blank && pages[index - 1]?.code != null) continue;
    else if (parts.length === 0) parts.push({ at: page, code: null, pages: [page] });
    else parts.at(-1)!.pages.push(page);
  }
  return parts;
}

export const pileFindings = [
  ...(['ready', 'too_few', 'too_many', 'no_sheet', 'unknown_code', 'sheet_twice'] as const),
  ...(['not_registered', 'empty', 'has_scan'] as const),
] as const;
export type PileFinding = (typeof pileFindings)[number];

/** What the register says of the letter that a part would be bound to. */
export interface PileLetter {
  readonly sheets: number;
  readonly annexes: number;
  readonly has_scan: boolean;
}

/**
 * What was found out about a part. `too_few` and `too_many`: fewer pages than the sheets that were counted, or, where
 * nothing hangs on them, more than both sides of them hold; a sheet between two letters may not have been read.
 */
export function findingOf(
  part: PilePart,
  facts: { readonly is_known: boolean; readonly times: number; readonly letter: PileLetter | null },
): PileFinding {
  if (part.code === null) return 'no_sheet';
  if (!facts.is_known) return 'unknown_code';
  if (facts.times > 1) return 'sheet_twice';
  if (facts.letter === null) return 'not_registered';
  return fitOf(part, facts.letter);
}

/** The same of a part and the letter that a person named for it. */
export function fitOf({ pages }: PilePart, letter: PileLetter): PileFinding {
  if (pages.length === 0) return 'empty';
  if (letter.has_scan) return 'has_scan';
  if (pages.length < letter.sheets) return 'too_few';
  return letter.annexes === 0 && pages.length > 2 * letter.sheets ? 'too_many' : 'ready';
}

/** Whether a part may be bound at once, after a look, or only once a person says whose it is. */
export function bindingOf(finding: PileFinding): 'chosen' | 'to_choose' | 'to_name' | 'never' {
  if (finding === 'ready') return 'chosen';
  if (finding === 'too_few' || finding === 'too_many') return 'to_choose';
  return finding === 'empty' || finding === 'has_scan' || finding === 'not_registered' ? 'never' : 'to_name';
}

export type PileState = 'reading' | 'read' | 'failed' | 'binding' | 'bound';

const day_ms = 86_400_000;

/** Whether what was found may be bound, in one go or in several, or what was bound be taken back: while the pile is kept. */
export function mayChangePile(
  pile: { readonly state: PileState; readonly uploaded_at: string },
  { to, now }: { to: 'bind' | 'undo'; now: string },
): Decision<true, 'pile_not_in_this_state' | 'pile_gone'> {
  const states: readonly PileState[] = to === 'bind' ? ['read', 'bound'] : ['bound'];
  if (!states.includes(pile.state)) return refused('pile_not_in_this_state');
  const age = Date.parse(now) - Date.parse(pile.uploaded_at);
  return age < pile_kept_days * day_ms ? accepted(true) : refused('pile_gone');
}
