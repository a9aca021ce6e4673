import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, FIRST_DAY, type Town } from '../../../test/town.ts';
import { addDays } from '../../core/deadlines/plain-date.ts';
import { acceptPetition } from '../petitions/accept-petition.ts';
import { answerQuestion } from '../petitions/answer-question.ts';
import { askCitizen } from '../petitions/ask-citizen.ts';
import { closeAnswered } from '../petitions/close-answered.ts';
import { confirmSolved } from '../petitions/confirm-solved.ts';
import { contestReply } from '../petitions/contest-reply.ts';
import { markMissed } from '../petitions/mark-missed.ts';
import { mergePetition } from '../petitions/merge-petition.ts';
import { sendReply } from '../petitions/send-reply.ts';
import { transferAuthority } from '../petitions/transfer-authority.ts';
import { withdrawPetition } from '../petitions/withdraw-petition.ts';
import { Refused } from '../refused.ts';
import { projectStatistics } from './project-statistics.ts';
import { rebuildStatistics } from './rebuild-statistics.ts';

const system = { kind: 'system' } as const;
let town: Town;
/** The same life every time. */
let seed = 20_260_429;
const draw = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
const oneOf = <T>(list: readonly T[]): T => list[draw(list.length)]!;

beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

async function count(): Promise<void> {
  while ((await projectStatistics(town.app, system, {})).more);
}

/** Everything that is kept, with words in the place of their numbers, in one order. */
async function all() {
  return town.asSystem(async (tx) => {
    const word = (column: string) =>
      sql.raw(`(select dimension || ' ' || value from statistics_words w where w.id = ${column})`);
    const facts = await sql`select petition_id, version, ${word('authority')} as authority,
        ${word('filing_authority')} as filing, ${word('unit')} as unit, ${word('borough')} as borough,
        received_on, replied_on, resolved_on, ended_on, due_at, week_hour, reply_days, resolve_days, reopened,
        reply_in_time, resolve_in_time, first_contact, ending, outcome_class, overdue::text[] as overdue,
        latitude, longitude, precision_m
      from petition_facts f order by petition_id`.execute(tx);
    const cells =
      await sql`select grain, ${word('a')} as a, ${word('b')} as b, at, received, replied_in_time, replied_late,
        replied_without_term, resolved_in_time, resolved_late, resolved_without_term, withdrawn, duplicate,
        first_contact, waiting, answered, overdue, reply_days, resolve_days, hours
      from statistics_cells c order by 1, 2, 3, 4`.execute(tx);
    const words = ['authority', 'unit', 'service', 'kind', 'channel', 'borough'];
    const cube =
      await sql`select grain, at, ${sql.join(words.map((name) => sql`${word(`c.${name}`)} as ${sql.ref(name)}`))},
        received, replied_in_time, replied_late, replied_without_term, resolved_in_time, resolved_late,
        resolved_without_term, withdrawn, duplicate, first_contact, waiting, answered, overdue, reply_days, resolve_days, hours
      from statistics_cube c order by 1, 2, 3, 4, 5, 6, 7, 8`.execute(tx);
    return { facts: facts.rows, cells: cells.rows, cube: cube.rows };
  });
}

async function liveOneDay(petitions: string[]): Promise<void> {
  for (let n = draw(4); n > 0; n -= 1) {
    const zone_code = oneOf(['iztapalapa', 'coyoacan']);
    const filed = await aPetition(town, {
      service_code: oneOf(['luminaria', 'luminaria', 'arbol']),
      channel: oneOf(['portal', 'app', 'email']),
      place: { zone_code },
    });
    petitions.push(filed.petition_id);
  }
  for (let n = draw(20); n > 0 && petitions.length > 1; n -= 1) {
    try {
      await doSomething(oneOf(draw(3) === 0 ? petitions : petitions.slice(-6)), petitions);
    } catch (problem) {
      // What may not be done now is not done: the life is drawn.
      if (!(problem instanceof Refused)) throw problem;
    }
  }
}

async function doSomething(petition_id: string, petitions: readonly string[]): Promise<unknown> {
  const { app, staff } = town;
  const citizen = citizenOf(petition_id);
  const who = staff[oneOf(['supervisor.iztapalapa', 'supervisor.coyoacan'])]!;
  switch (draw(12)) {
    case 0:
    case 1:
      return acceptPetition(app, who, { petition_id });
    case 2:
    case 3:
    case 4:
      return sendReply(app, who, await aDraft(town, petition_id, { by: who }));
    case 5:
      return sendReply(app, who, await aDraft(town, petition_id, { by: who, outcome_code: null }));
    case 6:
      return askCitizen(app, who, { petition_id, body: '¿Qué poste?', cause: 'incomplete' });
    case 7:
      return answerQuestion(app, citizen, { petition_id, body: 'El de la esquina' });
    case 8:
      return withdrawPetition(app, citizen, { petition_id });
    case 9:
      return contestReply(app, citizen, { petition_id, body: 'Sigue apagada' });
    case 10:
      return draw(2) === 0
        ? confirmSolved(app, citizen, { petition_id })
        : mergePetition(app, who, { petition_id, into: oneOf(petitions), reason: 'Es la misma' });
    default:
      return transferAuthority(app, who, {
        petition_id,
        authority_id: town.authorities[oneOf(['iztapalapa', 'coyoacan'])]!,
        reason: 'Le toca',
      });
  }
}

it('counts the same whether it follows what happens or folds everything anew', async () => {
  town.on(FIRST_DAY);
  const petitions = [(await aPetition(town, { stage: 'replied' })).petition_id];
  let day = FIRST_DAY;
  for (let n = 0; n < 70; n += 1, day = addDays(day, 1)) {
    town.on(`${day}T${String(14 + draw(8)).padStart(2, '0')}:30:00.000Z`);
    await liveOneDay(petitions);
    if (n % 9 === 0) await markMissed(town.app);
    if (n % 11 === 0) await closeAnswered(town.app);
    if (draw(3) > 0) await count();
  }
  await count();
  const followed = await all();
  // The life was one worth counting: something of everything happened.
  const cells = followed.cells as Record<string, number>[];
  for (const name of [
    'received',
    'replied_in_time',
    'replied_late',
    'resolved_in_time',
    'withdrawn',
    'duplicate',
    'first_contact',
  ])
    expect([name, cells.some((cell) => cell[name]! > 0)]).toEqual([name, true]);
  expect(followed.facts).toHaveLength(petitions.length);

  await rebuildStatistics(town.app, system, {});
  // Meanwhile somebody files: it is counted once.
  petitions.push((await aPetition(town)).petition_id);
  await count();
  const rebuilt = await all();
  expect(rebuilt.facts).toHaveLength(petitions.length);
  const known = new Set((followed.facts as { petition_id: string }[]).map(({ petition_id }) => petition_id));
  expect(
    (rebuilt.facts as { petition_id: string }[]).filter(({ petition_id }) => known.has(petition_id)),
  ).toEqual(followed.facts);
  await rebuildStatistics(town.app, system, {});
  await count();
  expect(await all()).toEqual(rebuilt);
}, 240_000);

it('is what plain SQL counts in the histories and the ledgers', async () => {
  const { rows: counted } = await town.asSystem((tx) =>
    sql`select to_char(at, 'YYYY-MM') as month,
        nullif(received, 0) as received, nullif(replied_in_time + replied_late + replied_without_term, 0) as replied,
        nullif(replied_in_time, 0) as in_time,
        nullif(resolved_in_time + resolved_late + resolved_without_term, 0) as resolved,
        nullif(withdrawn, 0) as withdrawn, nullif(duplicate, 0) as duplicate,
        (select sum(reply_days[i] * reply_days[i + 1])::int from generate_series(1, cardinality(reply_days), 2) as i) as reply_days
      from statistics_cells c join statistics_words w on w.id = c.a and w.dimension = 'city'
      where c.b = 0 and c.grain = 1 and c.received + c.replied_in_time + c.replied_late + c.replied_without_term
        + c.resolved_in_time + c.resolved_late + c.resolved_without_term + c.withdrawn + c.duplicate > 0 order by 1`.execute(
      tx,
    ),
  );
  const { rows: recounted } = await town.asSystem((tx) =>
    sql`with local as (
        select *, to_char(at at time zone 'America/Mexico_City', 'YYYY-MM') as month from petition_events
      ), met as (
        select distinct on (petition_id) petition_id, (entry->>'in_time')::boolean as in_time
        from clock_entries where clock = 'reply' and type = 'met' order by petition_id, seq
      ), used as (
        -- A stretch ends with how many days it used; a transfer that begins the term anew ends one too.
        select c.petition_id, sum((c.entry->>'used')::int)::int as days from clock_entries c
        where c.clock = 'reply' and c.type in ('met', 'paused', 'transferred', 'stopped') and c.seq <= (
          select min(m.seq) from clock_entries m where m.petition_id = c.petition_id and m.clock = 'reply' and m.type = 'met')
        group by 1
      ), outcome as (
        select distinct on (petition_id) petition_id, type, seq, payload->>'outcome_class' as class from local
        where type in ('reply_sent', 'petition_closed', 'closing_contested') order by petition_id, seq desc
      ), since as (
        select o.petition_id, o.class, min(l.at) as at from outcome o
        join local l on l.petition_id = o.petition_id and l.payload->>'outcome_class' = o.class
          and l.seq > coalesce((select max(c.seq) from local c
            where c.petition_id = o.petition_id and c.type = 'closing_contested'), 0)
        where o.type <> 'closing_contested' group by 1, 2
      ), told as (
        select month, 'received' as what, 1 as n from local where type = 'petition_filed'
        union all (select month, 'replied', 1 from (
          select distinct on (petition_id) * from local where type in ('reply_sent', 'first_reply_sent')
          order by petition_id, seq) r)
        union all (select month, 'in_time', 1 from (
          select distinct on (petition_id) * from local where type in ('reply_sent', 'first_reply_sent')
          order by petition_id, seq) r join met using (petition_id) where met.in_time)
        union all (select month, 'reply_days', used.days from (
          select distinct on (petition_id) * from local where type in ('reply_sent', 'first_reply_sent')
          order by petition_id, seq) r join used using (petition_id))
        union all select to_char(at at time zone 'America/Mexico_City', 'YYYY-MM'),
          case when class in ('withdrawn', 'duplicate') then class else 'resolved' end, 1 from since
      )
      select month, ${sql.join(
        ['received', 'replied', 'in_time', 'resolved', 'withdrawn', 'duplicate', 'reply_days'].map((what) =>
          sql.raw(`sum(n) filter (where what = '${what}')::int as ${what}`),
        ),
      )} from told group by 1 order by 1`.execute(tx),
  );
  expect(counted).toEqual(recounted);
});

it('misses nothing that commits after what began later was counted', async () => {
  const [early, late] = [await aPetition(town), await aPetition(town)];
  await count();
  const versions = async () => {
    const { rows } = await town.asSystem((tx) =>
      sql<{ is_present: boolean }>`select f.version = p.version as is_present from petition_facts f
        join petitions p on p.id = f.petition_id
        where p.id in (${early.petition_id}, ${late.petition_id}) order by p.id = ${late.petition_id}`.execute(
        tx,
      ),
    );
    return rows.map(({ is_present }) => is_present);
  };
  const touch = ({ petition_id }: { petition_id: string }) =>
    sql`update petitions set version = version + 1 where id = ${petition_id}`;
  await town.asSystem(async (tx) => {
    await touch(early).execute(tx);
    await town.asSystem((other) => touch(late).execute(other));
    await count();
    expect((await versions())[1]).toBe(true);
  });
  expect(await versions()).toEqual([false, true]);
  await count();
  expect(await versions()).toEqual([true, true]);
});
