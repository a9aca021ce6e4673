import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser, type RouteName } from '../../../test/console.ts';
import { aMovedPetition, aPaper, transfer, type MovedPetition } from '../../../test/moved-petition.ts';
import { aTown, eventsOf, petitionRow, type Town } from '../../../test/town.ts';
import { storeUpload } from '../../actions/files/store-upload.ts';
import { acceptPetition } from '../../actions/petitions/accept-petition.ts';
import { addNote } from '../../actions/petitions/add-note.ts';
import { addPart, finishPart } from '../../actions/petitions/add-part.ts';
import { mergePetition } from '../../actions/petitions/merge-petition.ts';
import type { StaffActor } from '../../core/access/actor.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let petition_id: string;
let moved: MovedPetition;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  moved = await aMovedPetition(town);
  ({ petition_id } = moved);
}, 60_000);
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

const who = (name: string): StaffActor => town.staff[name]!;
const as = (name: string): Promise<Browser> => console_.as(who(name));

async function pageOf(name: string) {
  const browser = await as(name);
  const { status, body } = await browser('get_petition', { params: { id: petition_id } });
  expect(status).toBe(200);
  return body;
}

describe('who had a petition and has it no more', () => {
  it('reads on its page what happened in its own periods, and nothing else', async () => {
    const page = await pageOf('supervisor.iztapalapa');
    const told = JSON.stringify(page);
    for (const [stretch, isRead] of [
      ['uno', true],
      ['dos', false],
      ['tres', true],
      ['cuatro', false],
    ] as const) {
      expect([stretch, told.includes(`Nota ${stretch}`)]).toEqual([stretch, isRead]);
      expect([stretch, page.files.some(({ id }) => id === moved.files[stretch])]).toEqual([stretch, isRead]);
    }
    expect(told).not.toContain('¿Qué poste es?');
    expect(told).not.toContain('El tercero');
    expect(page.replies).toEqual([]);
    expect(page.timeline.map(({ type }) => type)).toEqual([
      ...['petition_filed', 'assignment_accepted', 'note_added', 'file_added', 'authority_changed'],
      ...['authority_changed', 'assignment_accepted', 'note_added', 'file_added', 'authority_changed'],
    ]);
    expect(page.outbox.map(({ template }) => template)).not.toContain('reply_sent');
    expect(page.outbox.map(({ template }) => template)).not.toContain('question_asked');
    expect(page.presence).toEqual([]);
  });

  it('is shown the petition as it was when it left, and who has it now', async () => {
    const { petition, situation, assignments, clocks } = await pageOf('supervisor.iztapalapa');
    expect(petition).toMatchObject({
      ...{ stage: 'in_work', outcome: null, outcome_class: null, priority: 0, priority_reason: null },
      ...{ replied_at: null, notified_at: null, closed_at: null, due_at: null, open_question: null },
      ...{ authority: { name: 'Iztapalapa' }, unit: { name: 'Alumbrado Público' } },
      updated_at: '2026-05-11T16:00:00.000Z',
    });
    expect(petition.left).toEqual({
      periods: [
        { from: '2026-04-29T16:00:00.000Z', until: '2026-05-04T16:00:00.000Z' },
        { from: '2026-05-06T16:00:00.000Z', until: '2026-05-11T16:00:00.000Z' },
      ],
      now_with: { id: town.authorities['coyoacan'], name: 'Coyoacán' },
    });
    expect(situation.stage).toBe('in_work');
    expect(assignments.map(({ authority, ended_at }) => [authority.name, ended_at])).toEqual([
      ['Iztapalapa', '2026-05-04T16:00:00.000Z'],
      ['Iztapalapa', '2026-05-11T16:00:00.000Z'],
    ]);
    const entries = clocks.flatMap((clock) => clock.entries.map(({ at }) => at));
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter((at) => at > '2026-05-11T16:00:00.000Z')).toEqual([]);
    expect(entries.filter((at) => at.startsWith('2026-05-05'))).toEqual([]);
    // The receiver's own clock to accept is the receiver's.
    expect(clocks.find(({ clock }) => clock === 'accept')?.status).toBe('met');
    expect(clocks.map(({ met_at }) => met_at).filter((at) => at !== null && at > '2026-05-12')).toEqual([]);
  });

  it('is read whole by who has it now', async () => {
    const page = await pageOf('supervisor.coyoacan');
    const told = JSON.stringify(page);
    for (const stretch of ['uno', 'dos', 'tres', 'cuatro']) expect(told).toContain(`Nota ${stretch}`);
    expect(page.petition).toMatchObject({ left: null, stage: 'replied', priority: 2 });
    expect(page.timeline.map(({ type }) => type)).toEqual(await eventsOf(town, petition_id));
  });

  it('may do nothing, and is told why', async () => {
    const { actions } = await pageOf('supervisor.iztapalapa');
    expect(actions.length).toBeGreaterThan(20);
    for (const { action, allowed, reason } of actions) {
      expect([action, allowed, reason?.code]).toEqual([action, false, 'with_another_authority']);
      expect(reason?.message).toContain('Alcaldía Coyoacán');
    }
    const browser = await as('supervisor.iztapalapa');
    const before = await petitionRow(town, petition_id);
    const note = { params: { id: petition_id, action: 'note' }, body: { body: 'Otra' } };
    const said = await browser('act', note);
    expect([said.status, said.error.code]).toEqual([403, 'with_another_authority']);
    const preview = { params: { id: petition_id }, body: { outcome_code: 'resolved', body: 'Ya' } };
    const previewed = await browser('preview_reply', preview);
    expect([previewed.status, previewed.error.code]).toEqual([403, 'with_another_authority']);
    const here = { params: { id: petition_id }, body: { doing: 'reading' } } as const;
    await (
      await as('supervisor.coyoacan')
    )('be_present', here);
    expect((await browser('be_present', here)).body.items).toEqual([]);
    const upload = storeUpload(town.app, who('supervisor.iztapalapa'), {
      ...{ city_id: town.city_id, petition_id, uploaded_kind: 'staff', declared_name: 'x.pdf' },
      bytes: aPaper('otra'),
    });
    await expect(upload).rejects.toMatchObject({ code: 'with_another_authority' });
    const other = await aPetition(town);
    const merging = { petition_id: other.petition_id, into: petition_id, reason: 'Es la misma' };
    const merged = mergePetition(town.app, who('supervisor.iztapalapa'), merging);
    await expect(merged).rejects.toMatchObject({ code: 'with_another_authority' });
    expect(await petitionRow(town, petition_id)).toEqual(before);
  });

  it('opens the files and papers of its own periods by their address, and no others', async () => {
    const former = await as('supervisor.iztapalapa');
    const now = await as('supervisor.coyoacan');
    const got = async (browser: Browser, name: RouteName, params: Record<string, string>) =>
      (await browser(name, { params })).status;
    for (const [stretch, status] of [
      ['uno', 200],
      ['dos', 404],
      ['tres', 200],
      ['cuatro', 404],
    ] as const) {
      const id = moved.files[stretch]!;
      expect([stretch, await got(former, 'get_file', { id })]).toEqual([stretch, status]);
      expect([stretch, await got(now, 'get_file', { id })]).toEqual([stretch, 200]);
    }
    for (const [name, params] of [
      ['get_reply_document', { id: petition_id, reply_id: moved.reply_id }],
      ['get_reply_document', { id: petition_id, reply_id: moved.draft_id }],
      ['get_receipt', { id: petition_id }],
    ] as const) {
      expect([name, await got(former, name, params)]).toEqual([name, 404]);
      expect([name, await got(now, name, params)]).toEqual([name, 200]);
    }
    const clock = { id: petition_id, clock: 'reply' };
    const explained = await former('explain_clock', { params: clock });
    const today = await now('explain_clock', { params: clock });
    expect([explained.status, today.status]).toEqual([200, 200]);
  });
});

it('lets an authority that does a part read all until its part is done', async () => {
  const { petition_id: shared } = await aPetition(town, { stage: 'in_work' });
  const marta = who('marta');
  const unit_id = town.units['coyoacan/alumbrado']!;
  const part = await addPart(town.app, marta, { petition_id: shared, unit_id, instructions: 'El poste' });
  const carla = await as('carla');
  const page = () => carla('get_petition', { params: { id: shared } });
  expect((await page()).body.petition.left).toBeNull();
  const done = { petition_id: shared, assignment_id: part.assignment_id!, body: 'Parte hecha' };
  await finishPart(town.app, who('carla'), done);
  town.on('2026-05-14');
  await addNote(town.app, marta, { petition_id: shared, body: 'Nota de después' });
  const after = (await (await as('carla'))('get_petition', { params: { id: shared } })).body;
  expect(after.petition.left?.now_with.name).toBe('Iztapalapa');
  const told = JSON.stringify(after);
  expect([told.includes('Parte hecha'), told.includes('Nota de después')]).toEqual([true, false]);
});

it('tells what happened in one instant apart by its order', async () => {
  const { petition_id: quick } = await aPetition(town, { stage: 'in_work' });
  await addNote(town.app, who('marta'), { petition_id: quick, body: 'Nota de antes' });
  await transfer(town, { petition_id: quick, by: 'supervisor.iztapalapa', to: 'coyoacan' });
  await acceptPetition(town.app, who('supervisor.coyoacan'), { petition_id: quick });
  await addNote(town.app, who('supervisor.coyoacan'), { petition_id: quick, body: 'Nota de después' });
  const { status, body } = await (await as('marta'))('get_petition', { params: { id: quick } });
  const told = JSON.stringify(body);
  expect([status, told.includes('Nota de antes'), told.includes('Nota de después')]).toEqual([
    200,
    true,
    false,
  ]);
  expect(body.petition.stage).toBe('in_work');
});
