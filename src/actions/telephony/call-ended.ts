import { sql } from 'kysely';
import { callBackDue, settlesCallBack } from '../../core/telephony/call-back.ts';
import type { CallLeg, CallOutcome } from '../../core/telephony/call-record.ts';
import { hoursOfQueue, queueStanding, type QueueWeek } from '../../core/telephony/queue-hours.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { isWaiting } from '../../store/telephony/calls.ts';
import type { ActionContext } from '../action.ts';
import { enterState } from './agent-states.ts';

interface Call {
  readonly id: string;
  readonly city_id: string;
  readonly authority_id: string;
  readonly exchange_id: string;
  readonly queue_id: string | null;
  readonly direction: string;
  readonly outcome: string | null;
  readonly ended_at: string | null;
  readonly wait_s: string | null;
  readonly number_cipher: Buffer | null;
  readonly number_index: Buffer | null;
  readonly person_id: string | null;
}
type Part = CallLeg & { readonly user_id: string | null };

/** What follows when a call, or an agent's part in it, is over. */
export function minder(context: Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>, call: Call) {
  return {
    /** Agents whose part in it was not over when it was last written, and is now. */
    endedLegs: (legs: readonly Part[]) => justEnded(context, call, legs),
    /** They write down what it was before the next call comes. */
    async wrapUp(user_ids: readonly string[]): Promise<void> {
      for (const user_id of user_ids)
        await enterState(context, { user_id, state: 'wrap_up', reason: null, only_from: 'available' });
    },
    ended: () => mindCallBack(context, call),
  };
}

async function justEnded(
  { tx }: Pick<ActionContext<unknown>, 'tx'>,
  { id }: Call,
  legs: readonly Part[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('call_legs')
    .select(['channel_id', 'ended_at'])
    .where('call_id', '=', id)
    .execute();
  const over = new Set(rows.filter(({ ended_at }) => ended_at !== null).map(({ channel_id }) => channel_id));
  return legs
    .filter((leg) => leg.ended_at !== null && leg.answered_at !== null && !over.has(leg.channel_id))
    .flatMap(({ user_id }) => user_id ?? []);
}

type Context = Pick<ActionContext<unknown>, 'tx' | 'now'>;

/** One for each number, however often it calls in vain (check D9); none is left for who got through. */
async function mindCallBack(context: Context, call: Call): Promise<void> {
  const { tx } = context;
  const { number_index, direction, outcome, ended_at } = call;
  if (number_index === null || ended_at === null) return;
  const waiting = tx
    .updateTable('call_backs')
    .where('number_index', '=', number_index)
    .where('state', 'in', ['open', 'taken']);
  if (direction === 'out') {
    const over = outcome === 'answered' ? { state: 'done', closed_at: ended_at } : {};
    return void (await waiting
      .set({ attempts: sql<number>`attempts + 1`, ...over })
      .where('city_id', '=', call.city_id)
      .where(sql<boolean>`(${ownOf(call)} or ${takenIn(call)})`)
      .execute());
  }
  if (settlesCallBack({ outcome: outcome as CallOutcome }))
    return void (await waiting
      .set({ state: 'called_again', closed_at: ended_at })
      .where(ownOf(call))
      // One that is found out later settles nothing that came after it.
      .where(sql<string>`greatest(last_missed_at, asked_at)`, '<=', ended_at)
      .execute());
  if (await isPast(context, call)) return;
  const due_at = await dueOf(context, call);
  if (due_at !== null) await oweCallBack(context, call, due_at);
}

/** Of the authority whose call it is. */
const ownOf = ({ authority_id }: Call) => sql<boolean>`call_backs.authority_id = ${authority_id}`;

/**
 * Taken by an agent of the call: whoever returns one may do so by the exchange of another authority of the city than was
 * called, or was asked on the portal.
 */
const takenIn = ({ id }: Call) => sql<boolean>`exists (
  select from call_legs l where l.call_id = ${id} and l.user_id = call_backs.user_id)`;

/** By when to call back; null for one that leads to none. */
async function dueOf(context: Context, call: Call): Promise<string | null> {
  const rule = await ruleOf(context, call);
  const { direction, outcome, ended_at, wait_s, number_index } = call;
  const ended = {
    ...{ direction: direction as 'in' | 'out', outcome: outcome as CallOutcome | null, ended_at },
    ...{ wait_s: wait_s === null ? null : Number(wait_s), hasNumber: number_index !== null },
  };
  return callBackDue(ended, rule);
}

/** One more call in vain of a number that waits, or the first. */
async function oweCallBack({ tx, now }: Context, call: Call, due_at: string): Promise<void> {
  const { number_index, number_cipher } = call;
  const ended_at = call.ended_at!;
  const { city_id, authority_id, exchange_id, queue_id, person_id } = call;
  await tx
    .insertInto('call_backs')
    .values({
      ...{ id: newId(), city_id, authority_id, exchange_id, queue_id, call_id: call.id, person_id },
      ...{ number_cipher, number_index: number_index!, created_at: now, last_missed_at: ended_at },
      ...{ due_at, state: 'open' },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['authority_id', 'number_index'])
        .where(isWaiting)
        .doUpdateSet({
          missed: sql<number>`call_backs.missed + 1`,
          last_missed_at: sql<string>`greatest(call_backs.last_missed_at, ${ended_at})`,
          // One that was asked for on the portal hears of its first call now.
          call_id: sql<string>`coalesce(call_backs.call_id, excluded.call_id)`,
          exchange_id: sql<string>`coalesce(call_backs.exchange_id, excluded.exchange_id)`,
          queue_id: sql<string | null>`coalesce(call_backs.queue_id, excluded.queue_id)`,
        }),
    )
    .execute();
}

/** Nobody waits any more for a call of days ago. */
const waits_ms = 3 * 86_400_000;

/**
 * A call that is found out later leads to calling nobody back who spoke with somebody of that authority since, or waited
 * days ago. Whom an agent of a queue called has a call of the authority that owns the exchange.
 */
async function isPast({ tx, now }: Context, call: Call): Promise<boolean> {
  const { authority_id, exchange_id, number_index, ended_at } = call;
  if (Date.parse(now) - Date.parse(ended_at!) > waits_ms) return true;
  const since = await tx
    .selectFrom('calls')
    .select('id')
    .where('number_index', '=', number_index)
    .where((eb) =>
      eb.or([
        eb('authority_id', '=', authority_id),
        eb.and([eb('direction', '=', 'out'), eb('exchange_id', '=', exchange_id)]),
      ]),
    )
    .where('started_at', '>=', ended_at)
    .where('outcome', '=', 'answered')
    .limit(1)
    .executeTakeFirst();
  return since !== undefined;
}

async function ruleOf({ tx }: Context, { queue_id, ended_at, city_id }: Call) {
  if (queue_id === null) return null;
  const row = await tx
    .selectFrom('call_queues')
    .select(['calls_back', 'short_abandon_s', 'authority_id', 'hours_from', 'own_hours'])
    .where('id', '=', queue_id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const city = (await cityConfiguration(tx, city_id))!;
  const standing = queueStanding(hoursOfQueue(city, row as unknown as QueueWeek), ended_at!);
  return { ...row, opens_at: standing?.opens_at ?? null };
}
