import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anEndedCall } from '../../test/a-review.ts';
import { aTown, type Town } from '../../test/town.ts';
import { addDays } from '../core/deadlines/plain-date.ts';
import { tellQuality } from './demo-quality.ts';

let town: Town;
const folder = mkdtempSync(join(tmpdir(), 'atiende-quality-'));
beforeAll(async () => {
  town = await aTown();
});
afterAll(async () => {
  await town.drop();
  rmSync(folder, { recursive: true });
});

const told = () =>
  town.asSystem(async (tx) => ({
    reviews: await tx.selectFrom('quality_reviews').select(['id', 'state']).orderBy('id').execute(),
    samples: await tx.selectFrom('quality_samples').select('id').execute(),
    calibrations: await tx.selectFrom('quality_calibrations').select('id').execute(),
  }));

it('is made whole once, also by a start of another day than the one that was cut short', async () => {
  for (let n = 0; n < 3; n += 1) await anEndedCall(town);
  const emailOf = async (who: string) => {
    const of = town.staff[who]!.user_id;
    const found = await town.asSystem((tx) =>
      tx.selectFrom('users').select('email').where('id', '=', of).executeTakeFirstOrThrow(),
    );
    return found.email;
  };
  const [by, other] = [await emailOf('supervisor.iztapalapa'), await emailOf('marta')];
  const marks = { partly: {}, no: {} };
  const story = {
    ...{ authority: 'iztapalapa', by, from: 6, until: 0, drawn: 0, per_stratum: 1 },
    reviews: [{ reviewed: 0, marks, feedback: 'Muy bien', answer: null }],
    calibration: {
      ...{ drawn: 0, judged: 0, compared: 0 },
      judges: [by, other].map((one) => ({ by: one, marks: [marks] })),
      reference: { by, marks, words: 'Así se hace' },
    },
  };
  const file = join(folder, 'quality.yaml');
  writeFileSync(file, JSON.stringify(story));
  const given = { file, city_id: town.city_id };
  await tellQuality(town.app, given);
  const first = await told();
  expect(first).toMatchObject({ reviews: [{ state: 'submitted' }], samples: [{}], calibrations: [{}] });

  const tomorrow = `${addDays(town.app.now().slice(0, 10), 1)}T17:00:00.000Z`;
  await tellQuality({ ...town.app, now: () => tomorrow }, given);
  expect(await told()).toEqual(first);
});
