import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';

/** One petition of another system, read and translated by its mapping, before the city's rules see it. */
export const pastPetition = z.object({
  /** Line of the file, for the report and for `import_rows`. */
  line: z.int().min(1),
  /** How the other system called it: with the system's name it is what is imported only once. */
  source_id: z.string().trim().min(1).max(200),
  /** ISO 8601, UTC. */
  received_at: z.iso.datetime(),
  channel: z.enum(CHANNELS),
  service_code: z.string().min(1),
  /** What the other system called the service, kept where no value of the mapping said which it is. */
  source_service: z.string().max(200).nullable(),
  stage: z.enum(['assigned', 'in_work', 'closed']),
  /** A code of the city; for a petition that is open again, what it had been closed with. */
  outcome_code: z.string().nullable(),
  /** Null where the other system did not say. */
  closed_at: z.iso.datetime().nullable(),
  /** Open although it had been closed at `closed_at`. */
  reopened: z.boolean(),
  description: z.string().max(20_000),
  /** Somebody wrote the description: it is moderated before the public may read it. */
  free_text: z.boolean(),
  address_text: z.string().max(1000).nullable(),
  neighbourhood: z.string().max(200).nullable(),
  zone_code: z.string().nullable(),
  point: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
});
export type PastPetition = z.output<typeof pastPetition>;

/** Why a row stays out. */
export type RejectionCode =
  | 'service_unknown'
  | 'outcome_unknown'
  | 'received_in_future'
  | 'closed_before_received'
  | 'closed_in_future'
  | 'outside_calendar_coverage';

/** What of a row was left out or put right although the row came in. */
export type WarningCode =
  | 'point_swapped'
  | 'point_outside_city'
  | 'point_in_other_zone'
  | 'zone_unknown'
  | 'no_term_in_force'
  | 'closed_without_date';

export interface RowProblem {
  /** The part of the petition that it is about; the mapping knows from which column it came. */
  readonly field: 'received' | 'closed' | 'service' | 'status' | 'point' | 'zone';
  readonly code: RejectionCode | WarningCode;
}

/** What became, or in a dry run would become, of one row. */
export interface RowResult {
  readonly line: number;
  readonly result: 'imported' | 'known' | 'rejected';
  readonly problems: readonly RowProblem[];
  readonly service: string;
  readonly authority: string | null;
  readonly unit: string | null;
  readonly stage: string;
}
