import { addBusinessDays, type Calendar } from '../core/deadlines/calendar.ts';
import { isOpen } from '../core/deadlines/clock.ts';
import { localDateOf } from '../core/deadlines/plain-date.ts';
import type { Situation } from '../core/petitions/lifecycle.ts';
import type { CityConfiguration } from '../core/cities/configuration.ts';
import { clockOf, type Ledger } from '../store/clocks.ts';
import type { Reader } from '../store/database.ts';
import type { LockedPetition } from '../store/petitions.ts';

type Asked = Pick<LockedPetition, 'row' | 'ledger'>;

interface At {
  readonly city: CityConfiguration;
  readonly today: string;
  readonly calendar: Calendar;
}

/** What the lifecycle needs to know of a petition now. The console is given the same facts by the petition query. */
export async function situationOf(reader: Reader, petition: Asked, at: At): Promise<Situation> {
  const parts = await reader
    .selectFrom('assignments')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('petition_id', '=', petition.row.id)
    .where('part', '=', 'contributing')
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return situationWith(parts.count, petition, at);
}

/** The same where it is known how many others still do a part of it. */
export function situationWith(
  open_parts: number,
  { row, ledger }: Asked,
  { city, today, calendar }: At,
): Situation {
  const { contest } = city.city.settings;
  const since = row.replied_at === null ? null : localDateOf(row.replied_at, calendar.time_zone);
  return {
    stage: row.stage as Situation['stage'],
    outcome_class: row.outcome_class,
    merged: row.merged_into !== null,
    reopened_count: row.reopened_count,
    contest_times: contest.times,
    contest_until: since === null ? null : addBusinessDays(calendar, since, contest.business_days_to_contest),
    today,
    reply_needs_approval: city.units.get(row.unit_id)?.reply_needs_approval ?? false,
    open_parts,
    outcome_may_wait: mayWait(city, row.kind_code) && isOwed(ledger, 'resolve'),
    extended: row.extended && !mayExtendMore(ledger),
  };
}

function mayWait({ city }: CityConfiguration, kind: string): boolean {
  return city.settings.first_reply?.kinds.includes(kind) ?? false;
}

function isOwed(ledger: Ledger, clock: string): boolean {
  const state = clockOf(ledger, clock);
  return state !== null && isOpen(state);
}

/** A transfer with a new term, or a law that allows more than one extension, leaves something to extend. */
function mayExtendMore(ledger: Ledger): boolean {
  return ['reply', 'resolve'].some((clock) => {
    const state = clockOf(ledger, clock);
    return state !== null && isOpen(state) && state.extensions < (state.term.extension?.times ?? 0);
  });
}
