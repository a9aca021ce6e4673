import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { addNote } from '../../actions/petitions/add-note.ts';
import { aMovedPetition, transfer } from '../../../test/moved-petition.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import { changesSince, positionOfChanges, readersOf } from '../../queries/staff/changed-petitions.ts';
import { reachesOf } from '../../queries/visible-petitions.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let petition_id: string;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  ({ petition_id } = await aMovedPetition(town));
}, 60_000);
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

const who = (name: string): StaffActor => town.staff[name]!;
const as = (name: string): Promise<Browser> => console_.as(who(name));

describe('lists', () => {
  const listed = async (name: string, query: Record<string, string | number>) => {
    const browser = await as(name);
    const { body } = await browser('list_petitions', { query });
    return body.items.find(({ id }) => id === petition_id) ?? null;
  };

  it('show it as it was, under «all», in every order', async () => {
    for (const order of ['due', 'received', 'updated']) {
      const row = await listed('supervisor.iztapalapa', { tab: 'all', order });
      expect(row).toMatchObject({
        ...{ stage: 'in_work', outcome_class: null, priority: 0, due_at: null, days_left: null },
        ...{ authority: { name: 'Iztapalapa' }, left: { now_with: { name: 'Coyoacán' } } },
      });
      expect(await listed('supervisor.coyoacan', { tab: 'all', order })).toMatchObject({
        ...{ stage: 'replied', left: null },
      });
    }
  });

  it('do not find it by what may have changed since', async () => {
    const row = await petitionRow(town, petition_id);
    for (const query of [
      ...[{ stage: 'replied' }, { stage: 'in_work' }, { outcome: 'resolved' }, { flag: 'priority' }],
      ...[{ tab: 'unit' }, { tab: 'mine' }, { authority: row.current_authority_id }, { unit: row.unit_id }],
      ...[{ person: row.person_id! }, { due_from: '2026-01-01' }, { service: 'luminaria' }],
    ] as Record<string, string>[]) {
      expect([query, await listed('supervisor.iztapalapa', query)]).toEqual([query, null]);
    }
    expect(await listed('supervisor.coyoacan', { tab: 'all', stage: 'replied' })).not.toBeNull();
    for (const query of [{ q: row.folio }, { q: 'lámpara' }, { channel: 'portal' }, { zone: 'iztapalapa' }]) {
      expect([query, await listed('supervisor.iztapalapa', query)]).not.toEqual([query, null]);
    }
  });

  it('are paged to the end without losing or doubling a row, and count what they show', async () => {
    await aPetition(town);
    const browser = await as('supervisor.iztapalapa');
    for (const order of ['due', 'received', 'updated']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { tab: 'all', limit: 1, order, ...(cursor === undefined ? {} : { cursor }) };
        const { body } = await browser('list_petitions', { query });
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toContain(petition_id);
      const { body } = await browser('count_petitions');
      expect(body.tabs.all.count).toBe(seen.length);
    }
  });

  it('leave in files what the screen shows', async () => {
    const exported = async (name: string) => {
      const browser = await as(name);
      const { bytes } = await browser('export_petitions', { query: { tab: 'all', format: 'csv' } });
      const { folio } = await petitionRow(town, petition_id);
      return bytes
        .toString('utf8')
        .split('\n')
        .find((line) => line.includes(folio))!;
    };
    const former = await exported('supervisor.iztapalapa');
    expect(former).toContain('En atención');
    expect(former).toContain('Coyoacán');
    expect(former).not.toContain('Alumbrado de Coyoacán');
    expect(await exported('supervisor.coyoacan')).not.toContain('En atención');
  });
});

it('tells the live feed that it left, once, and no more after that', async () => {
  const { petition_id: left_id } = await aPetition(town);
  let since = await positionOfChanges(town.app);
  /** Who of the two is told of it, of what changed since the last time. */
  const told = async () => {
    const changes = (await changesSince(town.app, since))!;
    const ids = changes.petitions!.map(({ id }) => id);
    const toldTo = async (name: string) => {
      const readers = await readersOf(town.app, { ids, since, reaches: reachesOf(who(name)) });
      return readers.has(left_id);
    };
    const found = [await toldTo('supervisor.iztapalapa'), await toldTo('supervisor.coyoacan')];
    since = changes.position;
    return found;
  };
  const note = () =>
    addNote(town.app, who('supervisor.coyoacan'), { petition_id: left_id, body: 'Ya está aquí' });
  await transfer(town, { petition_id: left_id, by: 'supervisor.iztapalapa', to: 'coyoacan' });
  expect(await told()).toEqual([true, true]);
  await note();
  expect(await told()).toEqual([false, true]);
  await transfer(town, { petition_id: left_id, by: 'supervisor.coyoacan', to: 'iztapalapa' });
  await transfer(town, { petition_id: left_id, by: 'supervisor.iztapalapa', to: 'coyoacan' });
  await note();
  // Though it has changed since it left, it did leave since the last time.
  expect(await told()).toEqual([true, true]);
  expect(await told()).toEqual([false, false]);
});

it('keeps messages and looks of later from the outbox and the audit of who had it', async () => {
  const templates = async (name: string) => {
    const { body } = await (await as(name))('list_outbox');
    return body.items.filter(({ petition }) => petition?.id === petition_id).map(({ template }) => template);
  };
  expect(await templates('supervisor.coyoacan')).toContain('reply_sent');
  const former = await templates('supervisor.iztapalapa');
  expect(former).toContain('authority_changed');
  expect(former).not.toContain('reply_sent');
  expect(former).not.toContain('question_asked');
  const reveal = { params: { id: petition_id }, query: { reveal: 'contact' } };
  await (
    await as('supervisor.coyoacan')
  )('get_petition', reveal);
  const looks = async (name: string) => {
    const { body } = await (await as(name))('list_personal_data_views', { query: { petition: petition_id } });
    return body.items.length;
  };
  expect(await looks('auditor.coyoacan')).toBe(1);
  expect(await looks('auditor.iztapalapa')).toBe(0);
});

it('shows the person to who deals with them now', async () => {
  const { person_id } = await petitionRow(town, petition_id);
  const status = async (name: string) =>
    (await (await as(name))('get_person', { params: { id: person_id! } })).status;
  // Rosa has petitions in both by now; alone, the one that left leads nobody to her.
  expect(await status('supervisor.coyoacan')).toBe(200);
  const contact = { name: 'Ana Sola', email: 'ana@correo.example' };
  const { petition_id: only } = await aPetition(town, { contact });
  await transfer(town, { petition_id: only, by: 'supervisor.iztapalapa', to: 'coyoacan' });
  const ana = (await petitionRow(town, only)).person_id!;
  const found = async (name: string) =>
    (await (await as(name))('get_person', { params: { id: ana } })).status;
  expect([await found('supervisor.iztapalapa'), await found('supervisor.coyoacan')]).toEqual([404, 200]);
  const page = await (
    await as('supervisor.iztapalapa')
  )('get_petition', {
    params: { id: only },
    query: { reveal: 'contact' },
  });
  expect(page.body.contacts[0]).toMatchObject({ masked: true, why_masked: 'no_permission', person_id: null });
});
