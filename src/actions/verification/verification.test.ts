import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { verifyHistories } from '../../queries/verification/verify-histories.ts';
import { acceptPetition } from '../petitions/accept-petition.ts';
import { sealAllMissed, sealHistories, sealMissed } from './seal-histories.ts';

const system = { kind: 'system' } as const;
let city: OneCity;
/** The owner of the tables stands for somebody who got hold of the database: row-level security and rights are off. */
let intruder: pg.Client;
let folios: string[];

beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

beforeEach(async () => {
  folios = [];
  for (let i = 0; i < 3; i += 1) {
    const { petition_id, folio } = await city.file();
    await acceptPetition(city.app, system, { petition_id });
    folios.push(folio);
  }
});

const seal = () => sealHistories(city.app, system, {});
const verify = (options = {}) => verifyHistories(city.app.database, options);

/** Does something behind the application's back, and puts it back afterwards. */
async function meanwhile(tampering: string[], look: () => Promise<void>): Promise<void> {
  intruder = new pg.Client(city.owner_url);
  await intruder.connect();
  try {
    const tables = ['petitions', 'petition_events'];
    for (const table of tables) await intruder.query(`alter table ${table} no force row level security`);
    for (const table of [...tables, 'seals', 'sealed_events']) {
      await intruder.query(`create table before_${table} as table ${table}`);
    }
    for (const statement of tampering) await intruder.query(statement);
    await look();
    await intruder.query('delete from sealed_events; delete from seals; delete from petition_events');
    await intruder.query('insert into petition_events table before_petition_events');
    await intruder.query(
      'insert into seals table before_seals; insert into sealed_events table before_sealed_events',
    );
    await intruder.query(`update petitions p set stage = b.stage from before_petitions b where b.id = p.id`);
  } finally {
    for (const table of ['petitions', 'petition_events', 'seals', 'sealed_events']) {
      await intruder.query(`drop table if exists before_${table}`);
    }
    for (const table of ['petitions', 'petition_events']) {
      await intruder.query(`alter table ${table} force row level security`);
    }
    await intruder.end();
  }
}
const ofFolio = (folio: string) => `(select id from petitions where folio = '${folio}')`;

test('an untouched history is whole, sealed once, and sealing again finds nothing', async () => {
  expect((await seal()).sealed).toBeGreaterThanOrEqual(6);
  expect(await seal()).toEqual({ sealed: 0, more: false });
  const whole = await verify();
  expect(whole.problems).toEqual([]);
  expect(whole.events).toBe(whole.petitions * 2);
  expect(whole.newest_roots[0]).toMatchObject({ root: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('an event whose id says another time is sealed by the daily look, stretch by stretch', async () => {
  await seal();
  const { folio } = await city.file();
  const early = '01900000-0000-7000-8000-000000000001';
  // As if written by a machine whose clock was years behind.
  const change = `update petition_events set id = '${early}' where petition_id = ${ofFolio(folio)}`;
  await meanwhile([change], async () => {
    expect((await seal()).sealed).toBe(0);
    const first = await sealMissed(city.app, system, { after: null, stretch: 1 });
    expect(first).toEqual({ sealed: 1, next: early });
    expect(await sealAllMissed(city.app)).toBe(0);
  });
});

test('a changed byte is named by folio, row and kind', async () => {
  await seal();
  const change = `update petition_events set payload = jsonb_set(payload, '{channel}', '"phone"')
    where petition_id = ${ofFolio(folios[1]!)} and seq = 1`;
  await meanwhile([change], async () => {
    const { problems } = await verify();
    expect(problems).toMatchObject([
      { kind: 'event_altered', folio: folios[1], seq: 1, type: 'petition_filed' },
    ]);
  });
  expect((await verify()).problems).toEqual([]);
});

test('a row whose own hash was made to fit is found by the next row', async () => {
  const change = `update petition_events set hash = sha256('made up')
    where petition_id = ${ofFolio(folios[2]!)} and seq = 1`;
  await meanwhile([change], async () => {
    expect((await verify()).problems).toContainEqual(
      expect.objectContaining({ kind: 'event_altered', seq: 1 }),
    );
  });
});

test('the last rows of a history, deleted with the columns made to fit, are missed by their seal', async () => {
  await seal();
  const [folio] = folios;
  const tampering = [
    `delete from petition_events where petition_id = ${ofFolio(folio!)} and seq = 2`,
    `update petitions set stage = 'assigned' where folio = '${folio}'`,
  ];
  await meanwhile(tampering, async () => {
    const { problems } = await verify();
    expect(problems).toMatchObject([{ kind: 'event_deleted', seal: expect.any(Number) }]);
  });
});

test('with the record of sealing rewritten too, the root gives it away', async () => {
  await seal();
  const gone = `(select id from petition_events where petition_id = ${ofFolio(folios[0]!)} and seq = 2)`;
  const tampering = [
    `delete from sealed_events where event_id = ${gone}`,
    `delete from petition_events where id = ${gone}`,
    `update petitions set stage = 'assigned' where folio = '${folios[0]}'`,
  ];
  await meanwhile(tampering, async () => {
    expect((await verify()).problems).toMatchObject([{ kind: 'seal_differs' }]);
  });
});

test('who also takes away the newest seal cannot take away the root that was written down', async () => {
  await seal();
  const { newest_roots } = await verify();
  const newest = `(select max(seq) from seals)`;
  const tampering = [
    `delete from petition_events where id in (select event_id from sealed_events where seal_seq = ${newest})
      and seq = 2`,
    `update petitions set stage = 'assigned' where folio = any('{${folios.join(',')}}')`,
    `delete from sealed_events where seal_seq = ${newest}`,
    `delete from seals where seq = ${newest}`,
  ];
  await meanwhile(tampering, async () => {
    expect((await verify()).problems).toEqual([]);
    const { problems } = await verify({ noted_roots: newest_roots });
    expect(problems).toContainEqual(expect.objectContaining({ kind: 'noted_root_differs' }));
  });
});

test('a column that says something else than history is named', async () => {
  await meanwhile([`update petitions set stage = 'closed' where folio = '${folios[0]}'`], async () => {
    expect((await verify()).problems).toEqual([
      { kind: 'column_differs', folio: folios[0], column: 'stage' },
    ]);
  });
});

test('the application itself may neither change nor delete history or seals', async () => {
  const client = new pg.Client(city.url);
  await client.connect();
  try {
    for (const attempt of [
      `update petition_events set type = 'x'`,
      `delete from petition_events`,
      `update seals set heads = 0`,
      `delete from sealed_events`,
    ]) {
      await expect(client.query(attempt)).rejects.toMatchObject({ code: '42501' });
    }
  } finally {
    await client.end();
  }
});
