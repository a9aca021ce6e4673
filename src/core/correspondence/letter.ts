import { accepted, refused, type Decision } from '../decision.ts';

/** How a letter came to the mail room. */
export const media = ['by_hand', 'post', 'courier', 'box', 'fax'] as const;
export type Medium = (typeof media)[number];

/** Who signs it; `unknown` where it does not say. */
export const senderKinds = ['person', 'organisation', 'unknown'] as const;
export type SenderKind = (typeof senderKinds)[number];

const minute_ms = 60_000;
/** Clocks of browsers run ahead of ours. */
const ahead_ms = 5 * minute_ms;
/** What lay unregistered for longer is a mistake in the year. */
const oldest_ms = 400 * 24 * 60 * minute_ms;

/**
 * When a letter was received: never after it is registered, and within the year and a bit before it. A browser's clock
 * that runs a little ahead is put right by ours.
 * @param received_at ISO 8601
 */
export function receivedBy(received_at: string, now: string): Decision<string, 'letter_times_wrong'> {
  const [received, today] = [Date.parse(received_at), Date.parse(now)];
  if (received > today + ahead_ms || received < today - oldest_ms) return refused('letter_times_wrong');
  return accepted(new Date(Math.min(received, today)).toISOString());
}

/** How an entry is written: the year of the register and the number in it, `2026/000123`. */
export function entryLabel({ year, entry_number }: { year: number; entry_number: number }): string {
  return `${year}/${String(entry_number).padStart(6, '0')}`;
}

/**
 * Reads an entry as people type it: `2026/123`, `2026-000123`, or the number alone.
 * @returns null for what is none; a year of null where only the number was typed
 */
export function parseEntry(typed: string): { year: number | null; entry_number: number } | null {
  const parts = /^\s*(?:(\d{4})\s*[-/]\s*)?0*(\d{1,7})\s*$/.exec(typed);
  if (parts === null || Number(parts[2]) === 0) return null;
  return { year: parts[1] === undefined ? null : Number(parts[1]), entry_number: Number(parts[2]) };
}

/** What a letter's name is as a file: its entry, without what a file system minds. */
export const fileNameOf = (entry: { year: number; entry_number: number }): string =>
  entryLabel(entry).replace('/', '-');
