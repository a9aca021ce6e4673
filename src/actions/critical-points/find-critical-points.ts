import { z } from 'zod';
import { addDays, localDateOf } from '../../core/deadlines/plain-date.ts';
import { repeatedPlaces } from '../../core/critical-points/places.ts';
import { hasPassed, QUARTER_DAYS, stateWhenFound, type Finding } from '../../core/critical-points/point.ts';
import { risingQueues } from '../../core/critical-points/queues.ts';
import { fallenSatisfaction, risenTimes } from '../../core/critical-points/services.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import {
  answersByService,
  daysByService,
  petitionsBehind,
  placesSince,
  quartersOf,
  queuesByUnit,
  queuesSince,
  servicesBySquare,
  servicesByZone,
  type Searched,
} from '../../store/critical-point-candidates.ts';
import { addPoint, lockPoints, noteSearch, refreshPoint, tellOfPoint } from '../../store/critical-points.ts';
import type { Tx } from '../../store/database.ts';
import { defineAction } from '../action.ts';

export interface SearchDone {
  readonly looked_at: number;
  readonly found: number;
}

/**
 * Looks through what a city counted until yesterday for points where it does worse than before, or is asked the same again
 * and again. A point found before is the same point; one that is not true any more has passed. All in one transaction,
 * over the counts alone: petitions are not touched.
 */
export const findCriticalPoints = defineAction({
  name: 'find-critical-points',
  permission: 'system',
  input: z.object({ city_id: z.uuid() }),
  async run({ tx, now, input }): Promise<SearchDone> {
    const city = await cityConfiguration(tx, input.city_id);
    if (city === null) return { looked_at: 0, found: 0 };
    const today = localDateOf(now, city.city.time_zone);
    const searched = { city_id: input.city_id, until: addDays(today, -1) };
    const { findings, looked_at } = await lookThrough(tx, searched);
    await keepFound(tx, { searched, findings, now, time_zone: city.city.time_zone });
    const done = { looked_at, found: findings.length };
    await noteSearch(tx, { city_id: input.city_id, searched_at: now, ...done });
    return done;
  },
});

async function lookThrough(tx: Tx, searched: Searched) {
  const answers = await answersByService(tx, searched);
  const days = await daysByService(tx, searched);
  const zones = await servicesByZone(tx, searched);
  const squares = await servicesBySquare(tx, searched);
  const queues = await queuesByUnit(tx, searched);
  const [quarter] = quartersOf(searched.until).now;
  const findings = [
    ...fallenSatisfaction(answers, quarter),
    ...risenTimes(days, quarter),
    ...repeatedPlaces(zones, placesSince(searched)),
    ...repeatedPlaces(squares, placesSince(searched)),
    ...risingQueues(queues, queuesSince(searched)),
  ];
  const looked_at = [answers, days, zones, squares, queues].reduce((sum, { length }) => sum + length, 0);
  return { findings, looked_at };
}

interface Keeping {
  readonly searched: Searched;
  readonly findings: readonly Finding[];
  readonly now: string;
  readonly time_zone: string;
}

async function keepFound(tx: Tx, { searched, findings, now, time_zone }: Keeping): Promise<void> {
  const points = new Map((await lockPoints(tx, searched.city_id)).map((point) => [point.key, point]));
  for (const finding of findings) {
    const behind = await petitionsBehind(tx, searched, finding);
    const unit_id = finding.unit_id ?? behind.unit_id;
    // What was counted a moment ago went elsewhere meanwhile.
    if (unit_id === null) continue;
    const found = { finding, behind: { ...behind, unit_id }, now };
    const { authority_id } = finding;
    const known = points.get(finding.key);
    points.delete(finding.key);
    if (known === undefined) {
      const critical_point_id = await addPoint(tx, searched.city_id, found);
      await tellOfPoint(tx, { critical_point_id, authority_id, at: now, type: 'found' });
      continue;
    }
    const closed_on = known.closed_at === null ? null : localDateOf(known.closed_at, time_zone);
    const stored = { state: known.state as 'open', has_owner: known.owner_id !== null, closed_on };
    const state = stateWhenFound(stored, addDays(searched.until, -QUARTER_DAYS));
    await refreshPoint(tx, known, { ...found, state });
    if (state !== null)
      await tellOfPoint(tx, { critical_point_id: known.id, authority_id, at: now, type: 'found_again' });
  }
  await letPass(tx, [...points.values()], now);
}

type Known = Awaited<ReturnType<typeof lockPoints>>[number];

async function letPass(tx: Tx, points: readonly Known[], now: string): Promise<void> {
  for (const { id, authority_id, state, version } of points) {
    if (!hasPassed({ state: state as 'open' })) continue;
    await tx
      .updateTable('critical_points')
      .set({ state: 'passed', passed_at: now, version: version + 1 })
      .where('id', '=', id)
      .execute();
    await tellOfPoint(tx, { critical_point_id: id, authority_id, at: now, type: 'passed' });
  }
}
