import type { FilingRule } from '../deadlines/filing.ts';

/** The doors by which a petition can arrive; opening hours and addresses are given per channel. */
export const CHANNELS = [
  'portal',
  'app',
  'phone',
  'counter',
  'letter',
  'whatsapp',
  'chat',
  'email',
  'hearing',
  'open311',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** What the emergency panel says before anything is typed, and the words that make it appear. */
export interface EmergencySettings {
  readonly number: string;
  readonly label: string;
  readonly words: readonly string[];
}

/** What a transfer to another authority does to the reply clock. */
export type TransferClockPolicy = 'keeps_running' | 'new_term_from_receipt' | 'resume_days_left';

export interface TransferSettings {
  /** Business days within which a petition must leave for the competent authority (Ley 1755 art. 21: 5). */
  readonly to_other_authority_within_business_days?: number;
  readonly clock_policy: TransferClockPolicy;
  readonly citation: string;
}

/** An incomplete petition: how long staff may ask, how long the person has (Ley 1755 art. 17: 10 days, 1 month). */
export interface CompletionSettings {
  readonly ask_within_business_days: number;
  readonly months_to_complete: number;
  readonly may_ask_one_extension: boolean;
  readonly citation: string;
}

/** Business days after the reply until a petition closes by itself. */
export interface ClosingSettings {
  readonly business_days_after_reply: number;
}

/**
 * Where a reply may come before the outcome and meets the reply clock (Mexico City: 5 business days to reply, 40 to
 * resolve). Where the law asks that the matter itself be resolved within the term to reply (Ley 1755 art. 14), it may not.
 */
export interface FirstReplySettings {
  /** Codes of the kinds for which it may. */
  readonly kinds: readonly string[];
  readonly citation: string;
}

/** How long and how often a person may contest a reply. */
export interface ContestSettings {
  readonly business_days_to_contest: number;
  readonly times: number;
}

/** People whom the law or the city serves first. */
export interface PriorityGroup {
  readonly code: string;
  readonly name: string;
  readonly citation?: string;
}

/** What a contact was about when it opens no petition, or before it does. */
export interface InteractionKind {
  readonly code: string;
  readonly name: string;
  /** The kind of petition it opens; none for a follow-up call. */
  readonly opens_kind?: string;
  /** What whoever attends reads at its end, instead of the city's closing words. */
  readonly script?: string;
}

/** A code that a city no longer offers, and what it called it. */
export interface RetiredWord {
  readonly code: string;
  readonly name: string;
}

/** What whoever attends reads aloud, whatever it is about. */
export interface DeskScript {
  readonly greeting: string;
  readonly closing: string;
}

export interface PhotoLimits {
  readonly at_most: number;
  readonly max_bytes: number;
}

/** Longitude first, as in GeoJSON. */
export interface MapSettings {
  readonly center: readonly [longitude: number, latitude: number];
  readonly zoom: number;
  readonly style_url?: string;
}

export interface PublicContact {
  readonly phone?: string;
  readonly whatsapp?: string;
  readonly email?: string;
  readonly website?: string;
  readonly hours: string;
}

/** The city's identity document, as asked of who wants to give it. */
export interface DocumentNumberFormat {
  readonly label: string;
  /** Regular expression, anchored; the number is upper-cased and stripped of spaces first. */
  readonly pattern: string;
  readonly example: string;
}

/** What a city decides beyond its rows: the column `cities.settings`. */
export interface CitySettings {
  readonly emergency: EmergencySettings;
  readonly filing_rule: FilingRule;
  readonly transfer: TransferSettings;
  readonly completion: CompletionSettings;
  readonly closing: ClosingSettings;
  /** None: every reply says its outcome. */
  readonly first_reply?: FirstReplySettings;
  readonly contest: ContestSettings;
  /** A unit that does not accept gives the petition back to triage, never to nobody. */
  readonly accept_returns_to: 'triage';
  readonly priority_groups: readonly PriorityGroup[];
  readonly interaction_kinds: readonly InteractionKind[];
  /** How a contact can end; none: the usual codes. */
  readonly wrap_ups?: readonly { readonly code: string; readonly name: string }[];
  /** Kinds of interaction and wrap-up codes that are offered no more; what was recorded under them keeps its words. */
  readonly retired_words?: {
    readonly kinds: readonly RetiredWord[];
    readonly wrap_ups: readonly RetiredWord[];
  };
  /** When what nobody ended is closed, `HH:MM` local; none: at the usual end of a working day. */
  readonly interactions_end_at?: string;
  /** What is read aloud at the desk; none: each in their own words. */
  readonly desk_script?: DeskScript;
  readonly channels: readonly Channel[];
  readonly photos: PhotoLimits;
  readonly map: MapSettings;
  readonly public_contact: PublicContact;
  readonly document_number?: DocumentNumberFormat;
  /** Roles that nobody works in without an authenticator app: who has one is made to enrol at sign-in. */
  readonly second_factor_roles?: readonly string[];
  /** What the law says of petitions that are asked aloud; none: the record cites nothing. */
  readonly spoken_petition?: { readonly citation: string };
  /** Under which licence the open data is published, by its code or its address; none: CC-BY-4.0. */
  readonly open_data_licence?: string;
  readonly languages: readonly string[];
  /** What the pack does not know about its city, in the words of its readers (no polygon, a term to be confirmed). */
  readonly known_gaps: readonly string[];
}
