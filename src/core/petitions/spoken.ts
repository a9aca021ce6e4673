import type { Channel } from '../cities/settings.ts';
import { accepted, refused, type Decision } from '../decision.ts';

/** Doors at which a petition is asked aloud and an official writes it down. */
export const spokenChannels: readonly Channel[] = ['phone', 'counter', 'hearing'];

export const isSpoken = (channel: Channel): boolean => spokenChannels.includes(channel);

/** What the official says of a petition that was asked aloud. */
export interface SpokenTold {
  /** The person heard it read and said that it is so. */
  readonly read_back: boolean;
  /** The person asked for a copy of the record. */
  readonly copy_asked: boolean;
  /** In which language it was asked, where it had to be translated; null: the city's own. */
  readonly language: string | null;
}

/**
 * The record that the law asks of a petition asked aloud (Ley 1755 de 2015, art. 15; Decreto 1166 de 2016): made for
 * every one that staff take down, whether or not the rest was told; null for what was asked otherwise.
 */
export function spokenRecord(
  channel: Channel,
  told: SpokenTold | null,
): Decision<SpokenTold | null, 'not_spoken'> {
  if (!isSpoken(channel)) return told === null ? accepted(null) : refused('not_spoken');
  return accepted(told ?? { read_back: false, copy_asked: false, language: null });
}

/** How long the papers of a filing, with the key on them, are at hand for whoever filed it. */
export const handover_minutes = 60;

/** A petition that somebody has just filed for a person who stands there or is on the line. */
export interface Handover {
  readonly created_by: string | null;
  /** Instant of the filing on our clock. */
  readonly filed_at: string;
  /** Which key: one that was issued again went to the person's e-mail alone. */
  readonly access_key_issue: number;
}

/**
 * Whether this member of staff hands the papers over: who filed it saw the key a moment ago, and the person is still
 * there. Later, and for everybody else, the receipt goes without the key.
 */
export function handsOver(
  { created_by, filed_at, access_key_issue }: Handover,
  user_id: string,
  now: string,
): boolean {
  const age_ms = Date.parse(now) - Date.parse(filed_at);
  return created_by === user_id && access_key_issue === 1 && age_ms <= handover_minutes * 60_000;
}
