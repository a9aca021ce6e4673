import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { App } from '../src/actions/app.ts';
import { createUser } from '../src/actions/identity/create-user.ts';
import { hashPassword } from '../src/actions/identity/passwords.ts';
import { mergePerson } from '../src/actions/people/merge-person.ts';
import { addPart } from '../src/actions/petitions/add-part.ts';
import { assignPerson } from '../src/actions/petitions/assign-person.ts';
import { builtInRoles } from '../src/core/access/roles.ts';
import { paperCode } from '../src/store/surveys.ts';
import { newId } from '../src/store/ids.ts';
import { aCallBack } from './telephony/call-back.ts';
import { aCall } from './a-call.ts';
import { aCoverBatch, aLetter, aPaperDelivery, aPaperReply } from './a-letter.ts';
import { aPile } from './a-pile.ts';
import { aReport } from './a-report.ts';
import { aCalibration, aReview } from './a-review.ts';
import { aCalledTicket } from './an-office.ts';
import { aMissingAnswer, anArticle } from './articles.ts';
import { aCampaign, aCampaignMember, aFollowUp, aSurveyToAsk } from './asked-people.ts';
import { aDraft, aPetition } from './builders.ts';
import { aKeptRecording } from './recorded-sound.ts';
import { aCriticalPoint } from './critical-point.ts';
import { aConsole, thatCanBeTakenBack, type Browser } from './console.ts';
import { aTown, petitionRow, type Town } from './town.ts';

/** What everybody of the cast signs in with. */
export const castPassword = 'cuatro palabras sueltas aquí';

/** Somebody at the console: who they are and the browser they signed in with; nobody has neither. */
export interface CastMember {
  readonly browser: Browser;
  readonly user_id: string | null;
  readonly email: string;
}

export interface Cast {
  readonly town: Town;
  readonly app: App;
  readonly back: ReturnType<typeof thatCanBeTakenBack>;
  readonly members: Readonly<Record<string, CastMember>>;
  /** By the name of the field that asks for one. */
  readonly ids: Readonly<Record<string, string>>;
  /** The same, by the first folder of the address: things of Iztapalapa, so that «elsewhere» is elsewhere. */
  readonly own: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Takes back a bulk action that a supervisor of Iztapalapa did. */
  readonly undo: string;
  readonly close: () => Promise<void>;
}

/** Every built-in role in two authorities, one administrator of the whole city, nobody; and something of each kind. */
export async function aCast(): Promise<Cast> {
  const town = await aTown();
  const back = thatCanBeTakenBack({ ...town.app, sends_mail: true, files: oneByteFiles });
  const console_ = await aConsole(back.app);
  const members = await membersOf(town, console_);
  const { ids, own } = await thingsOf(town);
  const petition_id = ids['petition_id']!;
  const bulk = await members['supervisor']!.browser('act_on_many', {
    params: { action: 'set_priority' },
    body: { on: [{ petition_id }], input: { priority: 1, reason: 'Persona mayor' } } as never,
  });
  return {
    ...{ town, back, members, ids, own, app: back.app },
    undo: bulk.body.undo ?? '',
    async close() {
      await console_.server.close();
      await town.drop();
    },
  };
}

/** A white GIF of one pixel. */
const onePixel = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');

const oneByteFiles: App['files'] = {
  put: () => Promise.reject(new Error('The cast uploads nothing')),
  // The scan of a pile is drawn: what the cast stored before it came here is a picture.
  read: async (name) => ({
    stream: Readable.from(name.startsWith('aa/') ? Buffer.from('x') : onePixel),
    bytes: 1,
  }),
  remove: async () => undefined,
  async *putBefore() {},
};

async function membersOf(
  town: Town,
  console_: Awaited<ReturnType<typeof aConsole>>,
): Promise<Record<string, CastMember>> {
  const boss = await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email: 'jefa@pueblo.example', name: 'Jefa', password: castPassword },
      must_change_password: false,
      grants: [{ role_code: 'administrator', authority_id: null, unit_id: null }],
    },
  );
  const password_hash = await hashPassword(castPassword);
  await town.asSystem((tx) => tx.updateTable('users').set({ password_hash }).execute());
  const email = new Map(
    (await town.asSystem((tx) => tx.selectFrom('users').select(['id', 'email']).execute())).map((user) => [
      user.id,
      user.email,
    ]),
  );
  const member = async ({ user_id }: { user_id: string }): Promise<CastMember> => ({
    ...{ user_id, email: email.get(user_id)! },
    browser: await console_.as({ user_id }),
  });
  const members: Record<string, CastMember> = {
    nobody: { browser: console_.browser(), user_id: null, email: 'nadie@pueblo.example' },
  };
  for (const role of Object.keys(builtInRoles)) {
    members[role] = await member(town.staff[`${role}.iztapalapa`]!);
    members[`${role} elsewhere`] = await member(town.staff[`${role}.coyoacan`]!);
  }
  members['administrator of the city'] = await member(boss);
  return members;
}

/** One of each kind of thing that an address can name. */
async function thingsOf(town: Town): Promise<Pick<Cast, 'ids' | 'own'>> {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const [julian, berta, marta] = ['julian', 'berta', 'marta'].map((name) => town.staff[name]!);
  const [second, third] = [
    await aPetition(town, { contact: { name: 'Tomás Lira', email: 'lira@correo.example' } }),
    await aPetition(town, { contact: { name: 'T. Lira', email: 'tlira@correo.example' } }),
  ];
  await assignPerson(town.app, marta!, { petition_id, user_id: julian!.user_id });
  const unit_id = town.units['iztapalapa/obras']!;
  await addPart(town.app, marta!, { petition_id, unit_id, instructions: 'Su parte' });
  const survey_to_ask = await aSurveyToAsk(town);
  const draft = await aDraft(town, petition_id);
  const personOf = async (id: string) => (await petitionRow(town, id)).person_id!;
  const [person, into, merged_id] = [
    await personOf(petition_id),
    await personOf(second.petition_id),
    await personOf(third.petition_id),
  ];
  await mergePerson(town.app, { kind: 'system' }, { person_id: merged_id, into: person });
  const rows = await rowsOf(town, petition_id);
  const unit = { unit_id, authority_id: town.authorities['iztapalapa']! };
  return {
    ids: {
      ...{ ...unit, petition_id, into: second.petition_id, reply_id: draft.reply_id, code: 'nuevo' },
      ...{ service_id: town.services['bache']!, user_id: julian!.user_id, role_code: 'clerk' },
      ...{ to_user_id: berta!.user_id, delegate_id: berta!.user_id, clock: 'reply', action: 'note' },
      ...{ grant_id: rows.grant, day_id: rows.day },
    },
    own: {
      petitions: { id: petition_id },
      users: { id: julian!.user_id },
      units: { id: unit_id },
      services: { id: town.services['bache']! },
      persons: { id: person, into, merged_id },
      letters: { id: await aLetter(town), letter_id: newId() },
      'cover-sheets': { id: await aCoverBatch(town), batch_id: newId() },
      'scan-piles': { id: await aPile(town), pile_id: newId(), page: '1' },
      'paper-replies': await aPaperReply(town),
      'paper-deliveries': {
        ...{ id: await aPaperDelivery(town), delivery_id: newId() },
        ...(await aPaperReply(town)),
      },
      interactions: { id: await aCall(town), interaction_id: newId() },
      'call-backs': { id: (await aCallBack(town)).call_back_id },
      calendars: { id: rows.calendar },
      terms: { id: rows.term },
      outbox: { id: rows.outbox },
      'routing-rules': { id: rows.rule },
      templates: { id: rows.template },
      files: { id: rows.file },
      views: { id: rows.view },
      'surveys-to-ask': { id: survey_to_ask },
      campaigns: { id: await aCampaign(town) },
      'campaign-members': { id: await aCampaignMember(town) },
      'surveys-on-paper': { paper_code: paperCode(town.app.keys, survey_to_ask) },
      'critical-points': await aCriticalPoint(town),
      ...recordingAndQueue(await aKeptRecording(town)),
      articles: { id: await anArticle(town, { published: true }) },
      quality: { id: await aReview(town) },
      calibrations: calibrationAndItem(await aCalibration(town, 1)),
      'missing-answers': { id: await aMissingAnswer(town) },
      reports: { id: await aReport(town.app, { city_id: town.city_id, authority_id: unit.authority_id }) },
      ...officeAndTicket(await aCalledTicket(town)),
      'follow-ups': { id: await aFollowUp(town, second.petition_id) },
    },
  };
}

const recordingAndQueue = ({ recording_id, queue_id }: { recording_id: string; queue_id: string }) => ({
  recordings: { id: recording_id },
  'call-queues': { id: queue_id },
});

const calibrationAndItem = ({ calibration_id, item_id }: { calibration_id: string; item_id: string }) => ({
  ...{ id: calibration_id, item_id },
});

const officeAndTicket = ({ office_id, ticket_id }: { office_id: string; ticket_id: string }) => ({
  offices: { id: office_id },
  desk: { id: office_id },
  tickets: { id: ticket_id },
});

async function rowsOf(town: Town, petition_id: string) {
  const julian = town.staff['julian']!.user_id;
  const { city_id } = town;
  const authority_id = town.authorities['iztapalapa']!;
  const [file, view, template, day] = [newId(), newId(), newId(), newId()];
  return town.asSystem(async (tx) => {
    const calendar = await tx
      .selectFrom('calendars')
      .select('id')
      .where('code', '=', 'iztapalapa')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('calendar_days')
      .values({
        ...{ id: day, calendar_id: calendar.id, day: '2026-06-01', kind: 'closure', name: 'Cierre' },
        ...{ source: 'Acuerdo', origin: 'console' },
      })
      .execute();
    await tx
      .insertInto('files')
      .values(aFile({ id: file, city_id, petition_id, at: town.app.now() }))
      .execute();
    await tx
      .insertInto('saved_views')
      .values({ id: view, user_id: julian, name: 'Mía', query: '' })
      .execute();
    await tx
      .insertInto('reply_templates')
      .values({ id: template, city_id, authority_id, code: 'plantilla', name: 'Plantilla', body: 'Hola' })
      .execute();
    const first = async (table: 'terms' | 'routing_rules') => {
      const rows = tx.selectFrom(table).select('id').where('city_id', '=', city_id);
      return (await rows.orderBy('id').executeTakeFirstOrThrow()).id;
    };
    const message = tx.selectFrom('outbox').select('id').where('petition_id', '=', petition_id);
    const grant = tx.selectFrom('role_grants').select('id').where('user_id', '=', julian);
    return {
      ...{ file, view, template, day, calendar: calendar.id },
      ...{ grant: (await grant.executeTakeFirstOrThrow()).id },
      ...{ term: await first('terms'), rule: await first('routing_rules') },
      outbox: (await message.orderBy('id').executeTakeFirstOrThrow()).id,
    };
  });
}

/** The row of a file of one byte. */
export function aFile(of: {
  id: string;
  city_id: string;
  at: string;
  petition_id?: string;
  uploaded_by?: string;
}) {
  return {
    ...{ storage_name: `aa/${of.id}`, display_name: 'foto.jpg', media_type: 'image/jpeg', bytes: 1 },
    ...{ sha256: createHash('sha256').update('x').digest(), audience: 'citizen' },
    ...{ uploaded_kind: of.uploaded_by === undefined ? 'citizen' : 'staff', ...of },
  };
}
