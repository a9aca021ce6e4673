import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Action } from '../src/actions/action.ts';
import type { App } from '../src/actions/app.ts';
import { addPart } from '../src/actions/petitions/add-part.ts';
import { joinPetition } from '../src/actions/petitions/join-petition.ts';
import { Refused } from '../src/actions/refused.ts';
import type { Actor } from '../src/core/access/actor.ts';
import { builtInRoles } from '../src/core/access/roles.ts';
import { newId } from '../src/store/ids.ts';
import type { z } from 'zod';
import { aCall } from './a-call.ts';
import { aCalledTicket, counterHall } from './an-office.ts';
import { aLetter, aPaperDelivery, aPaperReply } from './a-letter.ts';
import { aPile } from './a-pile.ts';
import { aReport } from './a-report.ts';
import { aCalibration, aReview } from './a-review.ts';
import { aMissingAnswer, anArticle } from './articles.ts';
import { aDraft, aPetition } from './builders.ts';
import { aCriticalPoint } from './critical-point.ts';
import { aKeptRecording } from './recorded-sound.ts';
import { aCampaign, aCampaignMember, aFollowUp, aSurveyToAsk } from './asked-people.ts';
import { aFile } from './routes-cast.ts';
import { sampleInput } from './sample-input.ts';
import { aCallBack } from './telephony/call-back.ts';
import { aTown, citizenOf, type Town } from './town.ts';

// Every action as every role of the petition's own authority and of another one, as the citizen with the key, with
// the key of another petition, as a supporter and as anybody: what authorisation.json says, and no action without a
// row. An action is tried for real and taken back; any answer but «you may not» and «there is no such thing» is a yes.
type AnyAction = Action<z.ZodType, unknown>;

/** What the schema alone does not tell about an input. */
const special: Readonly<Record<string, object>> = {
  'begin-interaction': { interaction_id: newId() },
  'end-interaction': { interaction_id: newId() },
  'attend-ticket': { interaction_id: newId() },
  'create-office': { settings: counterHall },
  'edit-office': { settings: counterHall },
  'extend-term': { extra: 1 },
  'finish-ticket': { interaction_id: newId() },
  'take-ticket': { office_code: 'llamada', line_code: 'pagos' },
  'register-letter': { letter_id: newId(), cover_code: null, addressed_to: null },
  'begin-pile': { pile_id: newId() },
  'bind-pile': { parts: [{ at: 1 }] },
  'print-replies': {},
  'begin-paper-delivery': { delivery_id: newId(), tracking: 'MX1', receiver_name: 'Rosa' },
  'add-letter': { letter_id: newId(), cover_code: null, addressed_to: null },
  'log-interaction': { interaction_id: newId() },
  'save-desk-words': {
    kinds: [{ code: 'information', name: 'Orientación', opens_kind: null, script: '' }],
    wrap_ups: [{ code: 'answered', name: 'Se respondió' }],
  },
  'set-extension': { extension: '109', interface: null },
  'vote-on-article': { code: 'licencia-de-perro' },
  'make-campaign': { closed_from: '2026-04-01', closed_until: '2026-04-30' },
  'change-campaign': { closed_from: '2026-04-01', closed_until: '2026-04-30' },
  'redact-photo': { areas: [{ x: 0, y: 0, width: 1, height: 1 }] },
};

let town: Town;
let actors: Record<string, Actor>;
let ids: Record<string, string>;
/** Of what is not a petition: things of the petition's own authority, so that «elsewhere» is elsewhere. */
let own_ids: Record<string, string>;
const actions = await everyAction();

beforeAll(async () => {
  town = await aTown();
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const other = await aPetition(town, { contact: { name: 'Otra', email: 'otra@correo.example' } });
  const { supporter_id } = await joinPetition(
    town.app,
    { kind: 'public' },
    {
      petition_id,
      contact: { email: 'vecina@correo.example' },
      channel: 'portal',
      privacy_version: 1,
    },
  );
  const part = await addPart(town.app, town.staff['marta']!, {
    petition_id,
    unit_id: town.units['iztapalapa/obras']!,
    instructions: 'Su parte',
  });
  const draft = await aDraft(town, petition_id);
  ids = {
    ...{ petition_id, into: other.petition_id, city_id: town.city_id, reply_id: draft.reply_id },
    ...{ unit_id: town.units['iztapalapa/obras']!, authority_id: town.authorities['coyoacan']! },
    ...{ service_id: town.services['bache']!, service_code: 'luminaria', assignment_id: part.assignment_id! },
    ...{ user_id: town.staff['julian']!.user_id, outcome_code: 'resolved', clock: 'reply' },
    ...{ from_user_id: town.staff['julian']!.user_id, to_user_id: town.staff['berta']!.user_id },
  };
  ids['file_id'] = await aPhoto(petition_id);
  own_ids = await idsOfIztapalapa(petition_id, other.petition_id);
  const critical_point = await aCriticalPoint(town);
  own_ids['critical_point_id'] = critical_point.id;
  own_ids['owner_id'] = critical_point.owner_id;
  own_ids['follow_up_id'] = await aFollowUp(town, other.petition_id);
  own_ids['report_id'] = await aReport(town.app, {
    city_id: town.city_id,
    authority_id: town.authorities['iztapalapa']!,
  });
  own_ids['member_id'] = await aCampaignMember(town);
  Object.assign(own_ids, await aCallBack(town));
  ids['interaction_id'] = await aCall(town);
  own_ids['letter_id'] = await aLetter(town);
  own_ids['delivery_id'] = await aPaperDelivery(town);
  own_ids['pile_id'] = await aPile(town);
  Object.assign(special['begin-paper-delivery']!, await aPaperReply(town), { at: town.app.now() });
  Object.assign(special['print-replies']!, { letters: [await aPaperReply(town)] });
  own_ids['campaign_id'] = await aCampaign(town);
  own_ids['survey_id'] = await aSurveyToAsk(town);
  Object.assign(own_ids, await aKeptRecording(town));
  own_ids['article_id'] = await anArticle(town, { published: true });
  own_ids['review_id'] = await aReview(town, 'submitted');
  Object.assign(own_ids, await aCalibration(town, 1));
  own_ids['missing_answer_id'] = await aMissingAnswer(town);
  Object.assign(own_ids, await aCalledTicket(town));
  actors = {
    'citizen with the key': citizenOf(petition_id),
    'citizen of another petition': citizenOf(other.petition_id),
    supporter: { kind: 'citizen', petition_id, supporter_id: supporter_id! },
    anybody: { kind: 'public' },
  };
  for (const role of Object.keys(builtInRoles)) {
    actors[role] = town.staff[`${role}.iztapalapa`]!;
    actors[`${role} elsewhere`] = town.staff[`${role}.coyoacan`]!;
  }
});
afterAll(() => town.drop());

it('finds the actions, each under one name', () => {
  const names = actions.map(({ spec }) => spec.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('file-petition');
});

it('lets nobody do what the table does not say, action by action', async () => {
  const found: Record<string, string> = {};
  for (const action of actions) {
    const may: string[] = [];
    for (const [name, actor] of Object.entries(actors)) if (await mayTry(action, actor)) may.push(name);
    found[action.spec.name] = inWords(may);
  }
  // A new action gets its row with `npx vitest run test/every-action.test.ts -u`: read it before you commit it.
  const table = Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
  await expect(`${JSON.stringify(table, null, 2)}\n`).toMatchFileSnapshot('authorisation.json');
  // Every action as everybody: as long as there are actions.
}, 180_000);

function inWords(may: readonly string[]): string {
  if (may.length === 0) return 'the system';
  if (may.length === Object.keys(actors).length) return 'everybody';
  return [...may].sort().join(', ');
}

async function mayTry(action: AnyAction, actor: Actor): Promise<boolean> {
  const sample = sampleInput(action.spec.input, ids) as object;
  const onPetition = 'petition_id' in sample;
  const known = onPetition ? sample : (sampleInput(action.spec.input, { ...ids, ...own_ids }) as object);
  const input = { ...known, ...special[action.spec.name] };
  const hides =
    onPetition ||
    [
      'user_id',
      'person_id',
      'interaction_id',
      'call_back_id',
      'letter_id',
      'delivery_id',
      'pile_id',
      'letters',
      'report_id',
      'follow_up_id',
      'critical_point_id',
      'article_id',
      'missing_answer_id',
      'review_id',
      'calibration_id',
      'survey_id',
      'recording_id',
      'queue_id',
      'campaign_id',
      'office_id',
      'ticket_id',
      'member_id',
    ].some((name) => name in input);
  try {
    await action(takenBack(town.app), actor, input as never);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) {
      // A made-up value that only the database refuses: the permission was there. On a petition it would be a fault.
      if (onPetition) throw error;
      return true;
    }
    if (onPetition && error.code === 'invalid_input') {
      throw new Error(`${action.spec.name}: no sample input`, { cause: error.fields });
    }
    const denied = ['forbidden', 'sign_in_needed', ...(hides ? ['not_found'] : [])];
    return !denied.includes(error.code);
  }
}

async function idsOfIztapalapa(petition_id: string, other_id: string): Promise<Record<string, string>> {
  const authority_id = town.authorities['iztapalapa']!;
  return town.asSystem(async (tx) => {
    const authority = await tx
      .selectFrom('authorities')
      .select('calendar_id')
      .where('id', '=', authority_id)
      .executeTakeFirstOrThrow();
    const personOf = async (id: string) => {
      const row = tx.selectFrom('petitions').select('person_id').where('id', '=', id);
      return (await row.executeTakeFirstOrThrow()).person_id!;
    };
    const grant = await tx
      .selectFrom('role_grants')
      .select('id')
      .where('user_id', '=', town.staff['julian']!.user_id)
      .executeTakeFirstOrThrow();
    const template = { id: newId(), authority_id, code: 'propia', name: 'Propia', body: 'Texto' };
    await tx
      .insertInto('reply_templates')
      .values({ ...template, city_id: town.city_id })
      .execute();
    return {
      ...{
        authority_id,
        calendar_id: authority.calendar_id!,
        person_id: await personOf(petition_id),
        into: await personOf(other_id),
        grant_id: grant.id,
      },
      ...{ template_id: template.id, role_code: 'clerk' },
    };
  });
}

async function aPhoto(petition_id: string): Promise<string> {
  const row = { ...aFile({ id: newId(), city_id: town.city_id, petition_id, at: town.app.now() }) };
  await town.asSystem((tx) => tx.insertInto('files').values(row).execute());
  return row.id;
}

const photo = sharp({ create: { width: 9, height: 9, channels: 3, background: '#888' } })
  .jpeg()
  .toBuffer();
const files: App['files'] = {
  put: async () => 'aa/copy',
  read: async () => ({ stream: Readable.from(await photo), bytes: 1 }),
  remove: async () => undefined,
  async *putBefore() {},
};

/** The same installation, where no transaction lasts. */
function takenBack(app: App): App {
  const undo = new Error('taken back');
  const transaction = () => ({
    setAccessMode: () => transaction(),
    async execute(work: (tx: never) => Promise<unknown>) {
      let result: unknown;
      const whole = app.database.transaction().execute(async (tx) => {
        result = await work(tx as never);
        throw undo;
      });
      await whole.catch((error: unknown) => {
        if (error !== undo) throw error;
      });
      return result;
    },
  });
  const database = new Proxy(app.database, {
    get: (target, name) => (name === 'transaction' ? transaction : Reflect.get(target, name)),
  });
  return { ...app, database, files };
}

async function everyAction(): Promise<AnyAction[]> {
  const folder = fileURLToPath(new URL('../src/actions/', import.meta.url));
  const files = (await readdir(folder, { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const found = new Set<AnyAction>();
  for (const file of files.sort()) {
    const module = (await import(join(folder, file))) as Record<string, unknown>;
    for (const exported of Object.values(module)) {
      if (typeof exported === 'function' && 'spec' in exported) found.add(exported as AnyAction);
    }
  }
  return [...found];
}
