import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { aTown, eventsOf, foldAndRow, petitionRow, type Town } from '../../../test/town.ts';
import { Refused } from '../refused.ts';
import { acceptPetition } from './accept-petition.ts';
import { joinPetition } from './join-petition.ts';
import { returnPetition } from './return-petition.ts';
import { sendReply } from './send-reply.ts';
import { transferAuthority } from './transfer-authority.ts';
import { transferUnit } from './transfer-unit.ts';

// All at once on several connections: the row lock makes them one after the other, whichever comes first.
let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const who = (name: string) => town.staff[name]!;
const reason = 'No corresponde a esta unidad';

/** How each ended: `done`, or the code of its refusal. */
async function outcomes(acts: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(acts);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return 'done';
    if (one.reason instanceof Refused) return one.reason.code;
    throw one.reason;
  });
}

async function consistent(petition_id: string): Promise<void> {
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
  const rows = await town.asSystem((tx) =>
    tx.selectFrom('petition_events').select('seq').where('petition_id', '=', petition_id).execute(),
  );
  expect(rows.map(({ seq }) => seq).sort((one, other) => one - other)).toEqual(rows.map((_, at) => at + 1));
}

/**
 * Does all of them with as many lanes as twice the connections: each connection is always in somebody's hands, and
 * nobody waits for one so long that it counts as an outage.
 */
async function sideBySide<T>(acts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const waiting = acts.map((act, at) => ({ act, at }));
  const done: T[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      done[next.at] = await next.act();
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return done;
}

it('lets one of two who saw the same version do it, whatever they do', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { petition_id } = await aPetition(town);
    const seen = { petition_id, version: 1 };
    const unit_id = town.units['iztapalapa/obras']!;
    const ended = await outcomes([
      acceptPetition(town.app, who('julian'), seen),
      transferUnit(town.app, who('marta'), { ...seen, unit_id, reason }),
      returnPetition(town.app, who('berta'), { ...seen, reason }),
    ]);
    expect(ended.filter((one) => one === 'done')).toHaveLength(1);
    for (const one of ended) {
      // Who no longer may see or do it where it went is told that, before the version.
      expect(['done', 'version_conflict', 'forbidden', 'not_found']).toContain(one);
    }
    expect(await petitionRow(town, petition_id)).toMatchObject({ version: 2 });
    await consistent(petition_id);
  }
});

it('accepts and transfers to another authority once, also where nobody names a version', async () => {
  const { petition_id } = await aPetition(town);
  const authority_id = town.authorities['coyoacan']!;
  const ended = await outcomes([
    acceptPetition(town.app, who('julian'), { petition_id }),
    acceptPetition(town.app, who('berta'), { petition_id }),
    transferAuthority(town.app, who('marta'), { petition_id, authority_id, reason }),
    transferAuthority(town.app, who('supervisor.iztapalapa'), { petition_id, authority_id, reason }),
  ]);
  expect(ended.slice(0, 2).filter((one) => one === 'done').length).toBeLessThanOrEqual(1);
  expect(ended.slice(2).filter((one) => one === 'done')).toHaveLength(1);
  const moves = (await eventsOf(town, petition_id)).filter((type) => type === 'authority_changed');
  expect(moves).toHaveLength(1);
  await consistent(petition_id);
});

it('sends one reply when two press the button', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const drafts = [await aDraft(town, petition_id), await aDraft(town, petition_id, { by: who('berta') })];
  const ended = await outcomes([
    sendReply(town.app, who('julian'), drafts[0]!),
    sendReply(town.app, who('berta'), drafts[1]!),
    sendReply(town.app, who('julian'), drafts[0]!),
  ]);
  expect(ended.sort()).toEqual(['already_replied', 'already_replied', 'done']);
  await consistent(petition_id);
});

it('counts twenty who join at once', async () => {
  const { petition_id } = await aPetition(town);
  const join = async (at: number) => {
    const contact = { name: 'Vecina', email: `vecina${at % 20}@correo.example` };
    const input = { petition_id, contact, channel: 'portal', privacy_version: 1 } as const;
    return (await outcomes([joinPetition(town.app, { kind: 'public' }, input)]))[0]!;
  };
  // Each of them presses twice: the second time says so and counts nothing.
  const ended = await sideBySide(Array.from({ length: 40 }, (_, at) => () => join(at)));
  expect(ended.filter((one) => one === 'done')).toHaveLength(20);
  expect(ended.filter((one) => one === 'already_supporting')).toHaveLength(20);
  expect(await petitionRow(town, petition_id)).toMatchObject({ supporters_count: 20 });
  await consistent(petition_id);
});

it('gives thirty letters sent side by side thirty numbers in a row', async () => {
  const drafts: { petition_id: string; reply_id: string }[] = [];
  for (let at = 0; at < 30; at += 1) {
    const { petition_id } = await aPetition(town, { stage: 'in_work' });
    drafts.push(await aDraft(town, petition_id));
  }
  const before = await lastNumber();
  const sent = await sideBySide(drafts.map((draft) => () => sendReply(town.app, who('julian'), draft)));
  const numbers = sent.map(({ document_number }) => Number(document_number!.split('/').at(-1)));
  expect(numbers.sort((one, other) => one - other)).toEqual(sent.map((_, at) => before + at + 1));
});

async function lastNumber(): Promise<number> {
  const row = await town.asSystem((tx) =>
    tx
      .selectFrom('document_numbers')
      .select('last')
      .where('unit_id', '=', town.units['iztapalapa/alumbrado']!)
      .executeTakeFirst(),
  );
  return row?.last ?? 0;
}
