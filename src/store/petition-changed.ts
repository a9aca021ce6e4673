import { sql, type RawBuilder } from 'kysely';

/** What is told of a change: ids and numbers only, since whoever hears it may not see the petition. */
export interface PetitionChanged {
  readonly id: string;
  readonly city: string;
  readonly authorities: readonly string[];
  readonly version: number;
}

/** Tells every process of a change once its transaction is committed; to be evaluated within it. */
export const petitionChanged = (told: PetitionChanged): RawBuilder<unknown> =>
  sql`pg_notify('petition_changed', ${JSON.stringify(told)})`;
