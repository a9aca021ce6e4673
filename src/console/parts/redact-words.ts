export interface Span {
  readonly start: number;
  readonly end: number;
}

const isWordPart = (sign: string | undefined): boolean =>
  sign !== undefined && /[\p{L}\p{N}_@.-]/u.test(sign);
const isClosing = (sign: string | undefined): boolean => sign === '.' || sign === '-';

/** The chosen words whole: half of a name or of a number still tells who it is. Blanks at the ends are left out. */
export function wholeWords(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text[from]!)) from += 1;
  while (to > from && /\s/.test(text[to - 1]!)) to -= 1;
  if (from === to) return { start: from, end: to };
  while (isWordPart(text[from]) && isWordPart(text[from - 1])) from -= 1;
  while (isWordPart(text[to - 1]) && isWordPart(text[to])) to += 1;
  // The full stop after the last word is no part of it.
  while (to > end && isClosing(text[to - 1])) to -= 1;
  return { start: from, end: to };
}

/** The text with the chosen words taken out, and where the writing goes on. */
export function redacted(text: string, chosen: Span, instead: string): { text: string; at: number } {
  const { start, end } = wholeWords(text, chosen);
  return { text: text.slice(0, start) + instead + text.slice(end), at: start + instead.length };
}
