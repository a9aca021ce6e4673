import { sql } from 'kysely';
import { z } from 'zod';
import { longDate } from '../../core/language/format.ts';
import { composeFolio } from '../../core/petitions/folio.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import { stateAtFiling } from '../../core/petitions/history.ts';
import { planFiling, type FilingPlan } from '../../queries/plan-filing.ts';
import type { CityConfiguration, Service } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { appendLines, clockOf, dueColumns, withLines } from '../../store/clocks.ts';
import { newId } from '../../store/ids.ts';
import { appendEvents } from '../../store/petition-history.ts';
import { lockPetition, projectedColumns } from '../../store/petitions.ts';
import { accessKeyFor, hashSecret, normaliseAccessKey } from '../../store/secrets.ts';
import { authorOf, defineAction, type ActionContext } from '../action.ts';
import { countAfterCommit, petitionsFiled } from '../measures.ts';
import { enqueueNotices } from '../notices/enqueue-notices.ts';
import { Refused } from '../refused.ts';
import { attachFilingFiles } from './attach-filing-files.ts';
import { checkFiling, checkNamed, mayFileHere, pointOf } from './check-filing.ts';
import { personOf, saveContacts } from './filing-contacts.ts';
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
    const city = await cityConfiguration(tx, input.city_id);
    if (!city) throw new Refused('city_unknown');
    if (actor.kind === 'staff' && !mayFileHere(actor, input.city_id)) throw new Refused('forbidden');
    checkNamed(city, input);
    const service = city.services_by_code.get(input.service_code);
    if (!service) throw new Refused('service_unknown');
    if (!service.is_active) throw new Refused('service_inactive');
    const answers = checkFiling(city, service, input);
    // Only who takes in letters and calls may say that one came earlier: dates of the law hang on it.
    const told = actor.kind === 'staff' || actor.kind === 'system' ? input.received_at : null;
    const received_at = told !== null && told < now ? told : now;
    const plan = planFiling(city, {
      ...input,
      service,
      point: pointOf(input),
      zone_code: input.place.zone_code,
      received_at,
    });
    if (plan.unit.id === input.named_unit_id)
      throw new Refused('unit_is_named', {}, { named_unit_id: 'unit_is_named' });
    if (plan.found?.outside === true) throw new Refused('place_outside', {}, { place: 'place_outside' });
    const filed = await insertPetition(context, { city, service, plan, answers, received_at });
    await saveContacts(context, plan);
    await attachFilingFiles(context);
    await notifyFiling(context, { city, plan, folio: filed.folio });
    await announce(context, plan);
    countAfterCommit(tx, () => petitionsFiled.inc({ channel: input.channel }));
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

async function insertPetition(context: Context, prepared: Prepared): Promise<FiledPetition> {
  const { tx, input, actor, now } = context;
  const { plan } = prepared;
  const { petition_id } = input;
  const folio = await nextFolio(context, plan);
  const filed = filedEvent(context, prepared);
  const state = stateAtFiling((filed as Extract<PetitionEvent, { type: 'petition_filed' }>).payload);
  const ledger = withLines(new Map(), plan.lines);
  await tx
    .insertInto('petitions')
    .values({
      ...projectedColumns(state),
      ...dueColumns(ledger),
      ...(await filingColumns(context, prepared)),
      ...{ folio, stage: state.stage, unit_id: plan.unit.id },
    })
    .execute();
  await insertAssignment(context, plan, state.assignment_id);
  const events = openingEvents(filed, input);
  await appendEvents(tx, { petition_id, events, author: authorOf(actor), at: now });
  await appendLines(tx, { petition_id, lines: plan.lines, after: 0 });
  const reply_due_on = clockOf(ledger, 'reply')?.due_on ?? clockOf(ledger, 'resolve')?.due_on ?? null;
  return {
    ...{ petition_id, folio, access_key_issue: 1, reply_due_on },
    unit_name: plan.unit.name,
    authority_name: plan.authority.name,
  };
}

async function nextFolio({ tx }: Context, { authority, filing }: FilingPlan): Promise<string> {
  const year = Number(filing.filed_on.slice(0, 4));
  const numbered = await sql<{ number: number }>`
    select next_folio_number(${authority.folio_code}, ${year}) as number`.execute(tx);
  return composeFolio(authority.folio_code, year, numbered.rows[0]!.number);
}

/** What a petition keeps as it was given, and what was decided about it before it was filed. */
async function filingColumns(context: Context, { city, service, plan, ...prepared }: Prepared) {
  const { app, input, actor, now } = context;
  return {
    ...placeColumns(input, plan),
    id: input.petition_id,
    city_id: city.city.id,
    access_key_hash: hashSecret(normaliseAccessKey(accessKeyFor(app.keys, input.petition_id, 1))),
    filing_authority_id: plan.authority.id,
    current_authority_id: plan.authority.id,
    authority_ids: [plan.authority.id],
    service_id: service.id,
    kind_code: plan.kind.code,
    visibility: plan.visibility,
    person_id: await personOf(context),
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
