import { sql } from 'kysely';
import { z } from 'zod';
import { permitsAnywhere } from '../../core/access/actor.ts';
import { longDate } from '../../core/language/format.ts';
import { composeFolio } from '../../core/petitions/folio.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import { stateAtFiling } from '../../core/petitions/history.ts';
import { checkAnswers } from '../../core/petitions/questions.ts';
import { planFiling, type FilingPlan } from '../../queries/plan-filing.ts';
import type { CityConfiguration, Service } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { appendLines, clockOf, dueColumns, withLines } from '../../store/clocks.ts';
import { newId } from '../../store/ids.ts';
import { findOrCreatePerson, keepsPerson, saveContact, type PersonDetails } from '../../store/people.ts';
import { appendEvents } from '../../store/petition-history.ts';
import { lockPetition, projectedColumns } from '../../store/petitions.ts';
import { accessKeyFor, hashSecret, normaliseAccessKey } from '../../store/secrets.ts';
import { authorOf, defineAction, type ActionContext } from '../action.ts';
import { enqueueNotices } from '../notices/enqueue-notices.ts';
import { Refused } from '../refused.ts';
import { attachFilingFiles } from './attach-filing-files.ts';
import { normaliseContact } from './normalise-contact.ts';
import { filingInput, type FilingInput } from './filing-input.ts';

export interface FiledPetition {
  readonly petition_id: string;
  readonly folio: string;
  readonly access_key_issue: number;
  readonly unit_name: string;
  readonly authority_name: string;
  readonly reply_due_on: string | null;
}

type Context = ActionContext<FilingInput & { petition_id: string }>;

/** Makes a contact a petition: folio, unit, clocks, history, files and receipt in one transaction. */
export const filePetition = defineAction({
  name: 'file-petition',
  permission: 'public',
  input: filingInput.extend({ petition_id: z.uuid().default(() => newId()) }),
  database_actor: (input, actor) =>
    actor.kind === 'staff' || actor.kind === 'system'
      ? { kind: 'system' }
      : { kind: 'citizen', petition_id: input.petition_id },
  async run(context: Context): Promise<FiledPetition> {
    const { tx, input, actor, now } = context;
    if (actor.kind === 'staff' && !permitsAnywhere(actor, 'petition.file_for_other'))
      throw new Refused('forbidden');
    const city = await cityConfiguration(tx, input.city_id);
    if (!city) throw new Refused('city_unknown');
    const service = city.services_by_code.get(input.service_code);
    if (!service) throw new Refused('service_unknown');
    if (!service.is_active) throw new Refused('service_inactive');
    const answers = checkFiling(city, service, input);
    const received_at = input.received_at !== null && input.received_at < now ? input.received_at : now;
    const plan = planFiling(city, {
      ...input,
      service,
      point: pointOf(input),
      zone_code: input.place.zone_code,
      received_at,
    });
    if (plan.found?.outside === true) throw new Refused('place_outside', {}, { place: 'place_outside' });
    const filed = await insertPetition(context, { city, service, plan, answers, received_at });
    await saveContacts(context, city);
    await attachFilingFiles(context);
    await notifyFiling(context, { city, plan, folio: filed.folio });
    await announce(context, plan);
    return filed;
  },
});

interface Prepared {
  readonly city: CityConfiguration;
  readonly service: Service;
  readonly plan: FilingPlan;
  readonly answers: readonly unknown[];
  readonly received_at: string;
}

function checkFiling(city: CityConfiguration, service: Service, input: FilingInput): readonly unknown[] {
  const { answers, problems } = checkAnswers(service.questions, input.answers);
  if (problems.length > 0) {
    const fields = Object.fromEntries(problems.map(({ question, code }) => [`answers.${question}`, code]));
    throw new Refused('answers_invalid', {}, fields);
  }
  const { place, contact } = input;
  const hasPlace = pointOf(input) !== null || place.address_text !== null || place.zone_code !== null;
  if (service.location === 'required' && !hasPlace)
    throw new Refused('place_required', {}, { place: 'place_required' });
  const kind = city.kinds.get(service.kind_code);
  if (input.identity === 'anonymous' && kind?.allows_anonymous === false)
    throw new Refused('anonymous_not_allowed');
  const reachable = contact.email !== null || contact.phone !== null || contact.address !== null;
  if (input.identity !== 'anonymous' && contact.name === null) {
    throw new Refused('contact_required', {}, { 'contact.name': 'required' });
  }
  if (input.notify_by === 'email' && contact.email === null) {
    throw new Refused('contact_required', {}, { 'contact.email': 'required' });
  }
  if (input.identity === 'reserved' && !reachable)
    throw new Refused('contact_required', {}, { 'contact.email': 'required' });
  return answers;
}

function pointOf({ place }: FilingInput): { latitude: number; longitude: number } | null {
  const { latitude, longitude } = place;
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

async function insertPetition(context: Context, prepared: Prepared): Promise<FiledPetition> {
  const { tx, app, input, actor, now } = context;
  const { city, service, plan } = prepared;
  const year = Number(plan.filing.filed_on.slice(0, 4));
  const numbered = await sql<{ number: number }>`
    select next_folio_number(${plan.authority.folio_code}, ${year}) as number`.execute(tx);
  const folio = composeFolio(plan.authority.folio_code, year, numbered.rows[0]!.number);
  const filed = filedEvent(context, prepared);
  const state = stateAtFiling((filed as Extract<PetitionEvent, { type: 'petition_filed' }>).payload);
  const ledger = withLines(new Map(), plan.lines);
  const person_id = await personOf(context);
  await tx
    .insertInto('petitions')
    .values({
      ...projectedColumns(state),
      ...dueColumns(ledger),
      ...placeColumns(input, plan),
      id: input.petition_id,
      city_id: city.city.id,
      folio,
      access_key_hash: hashSecret(normaliseAccessKey(accessKeyFor(app.keys, input.petition_id, 1))),
      filing_authority_id: plan.authority.id,
      current_authority_id: plan.authority.id,
      authority_ids: [plan.authority.id],
      unit_id: plan.unit.id,
      service_id: service.id,
      kind_code: plan.kind.code,
      stage: state.stage,
      visibility: plan.visibility,
      person_id,
      identity: input.identity,
      channel: input.channel,
      named_unit_id: input.named_unit_id,
      description: input.description,
      answers: JSON.stringify(prepared.answers),
      priority: input.priority_group === null ? 0 : 1,
      priority_reason: input.priority_group,
      routing: JSON.stringify({ rule: plan.route.rule ?? null, ...plan.route.explanation }),
      received_at: prepared.received_at,
      filed_at: plan.filing.filed_at,
      filed_on: plan.filing.filed_on,
      created_by: actor.kind === 'staff' ? actor.user_id : null,
      updated_at: now,
    })
    .execute();
  await insertAssignment(context, plan, state.assignment_id);
  await appendEvents(tx, {
    petition_id: input.petition_id,
    events: openingEvents(filed, input),
    author: authorOf(actor),
    at: now,
  });
  await appendLines(tx, { petition_id: input.petition_id, lines: plan.lines, after: 0 });
  const reply_due_on = clockOf(ledger, 'reply')?.due_on ?? clockOf(ledger, 'resolve')?.due_on ?? null;
  return {
    petition_id: input.petition_id,
    folio,
    access_key_issue: 1,
    unit_name: plan.unit.name,
    authority_name: plan.authority.name,
    reply_due_on,
  };
}

/** A person the law serves first starts with a priority, and history says so. */
function openingEvents(filed: PetitionEvent, input: FilingInput): PetitionEvent[] {
  if (input.priority_group === null) return [filed];
  return [filed, event('priority_set', 'staff', { priority: 1, reason: input.priority_group })];
}

function filedEvent({ input }: Context, { service, plan, received_at }: Prepared): PetitionEvent {
  return event('petition_filed', 'public', {
    kind: plan.kind.code,
    service_id: service.id,
    channel: input.channel,
    visibility: plan.visibility,
    identity: input.identity,
    authority_id: plan.authority.id,
    unit_id: plan.unit.id,
    assignment_id: newId(),
    received_at,
    filed_at: plan.filing.filed_at,
    filed_on: plan.filing.filed_on,
    routing: plan.route.rule === undefined ? 'triage' : 'rule',
  });
}

function placeColumns({ place }: FilingInput, plan: FilingPlan) {
  return {
    address_text: place.address_text,
    place_note: place.place_note,
    latitude: place.latitude,
    longitude: place.longitude,
    zone_code: plan.zone_code,
    neighbourhood: place.neighbourhood,
  };
}

async function insertAssignment(
  { tx, input, now, actor }: Context,
  plan: FilingPlan,
  id: string,
): Promise<void> {
  const accept = plan.lines.find(({ clock }) => clock === 'accept')?.entry;
  await tx
    .insertInto('assignments')
    .values({
      id,
      petition_id: input.petition_id,
      authority_id: plan.authority.id,
      unit_id: plan.unit.id,
      state: 'to_accept',
      assigned_by: actor.kind === 'staff' ? actor.user_id : null,
      assigned_at: now,
      accept_due_at: accept?.type === 'started' ? accept.due_at : null,
    })
    .execute();
}

async function personOf({ tx, app, input, now }: Context): Promise<string | null> {
  const details: PersonDetails = normaliseContact(input.contact);
  if (!keepsPerson(input.identity, details)) return null;
  return findOrCreatePerson(tx, app.keys, { ...details, city_id: input.city_id });
}

async function saveContacts({ tx, app, input, now }: Context, city: CityConfiguration): Promise<void> {
  const row = await tx
    .selectFrom('petitions')
    .select('person_id')
    .where('id', '=', input.petition_id)
    .executeTakeFirstOrThrow();
  const petition_id = input.petition_id;
  if (row.person_id !== null) {
    const { kind: _, ...snapshot } = input.contact;
    const common = { petition_id, person_id: row.person_id, notify_by: input.notify_by };
    await saveContact(tx, app.keys, {
      ...common,
      part: 'petitioner',
      relation: input.on_behalf_of?.relation ?? null,
      snapshot,
    });
    if (input.on_behalf_of !== null) {
      const other = {
        name: input.on_behalf_of.name,
        email: null,
        phone: null,
        document: null,
        address: null,
      };
      await saveContact(tx, app.keys, {
        ...common,
        part: 'on_behalf_of',
        relation: input.on_behalf_of.kind,
        snapshot: other,
      });
    }
  }
  await tx
    .insertInto('privacy_consents')
    .values({
      ...{ id: newId(), person_id: row.person_id, petition_id, channel: input.channel, at: now },
      text_code: 'privacy',
      text_version: input.privacy_version,
    })
    .execute();
  await tx
    .insertInto('interactions')
    .values({
      ...{
        id: newId(),
        city_id: city.city.id,
        channel: input.channel,
        petition_id,
        person_id: row.person_id,
        at: now,
      },
      authority_id: [...city.authorities.keys()][0]!,
      kind: 'filing',
      user_id: null,
    })
    .execute();
}

async function notifyFiling(
  context: Context,
  { city, plan, folio }: { city: CityConfiguration; plan: FilingPlan; folio: string },
): Promise<void> {
  const petition = await lockPetition(context.tx, context.input.petition_id);
  if (!petition) return;
  const reply = clockOf(petition.ledger, 'reply')?.due_on;
  const key = accessKeyFor(context.app.keys, petition.row.id, 1);
  const due = reply == null ? '—' : longDate(reply, { locale: city.city.locale });
  const values = { folio, key, due, unit: plan.unit.name, authority: plan.authority.name };
  await enqueueNotices(context, { petition, city }, [{ template: 'petition_filed', values }]);
}

async function announce({ tx, input }: Context, plan: FilingPlan): Promise<void> {
  const told = { id: input.petition_id, city: input.city_id, authorities: [plan.authority.id], version: 1 };
  await sql`select pg_notify('petition_changed', ${JSON.stringify(told)})`.execute(tx);
}
