import type { CityConfiguration, Service } from '../../core/cities/configuration.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import { stateAtFiling } from '../../core/petitions/history.ts';
import type { FilingPlan } from '../../queries/plan-filing.ts';
import { dueColumns, rowsOfLines, type Ledger } from '../../store/clocks.ts';
import { newId } from '../../store/ids.ts';
import { rowsFor, type NewRows } from '../../store/insert-together.ts';
import { rowsOfEvents } from '../../store/petition-history.ts';
import { projectedColumns, type NewPetition } from '../../store/petitions.ts';
import { accessKeyFor, hashSecret, normaliseAccessKey } from '../../store/secrets.ts';
import { authorOf, type ActionContext } from '../action.ts';
import type { FilingInput } from './filing-input.ts';

export type FilingContext = ActionContext<FilingInput & { petition_id: string }>;

/** The report of another system that became this petition. */
export interface FilingSource {
  readonly system: string;
  readonly id: string;
}

/** What was decided about a filing before anything of it is written. */
export interface PreparedFiling {
  readonly city: CityConfiguration;
  readonly service: Service;
  readonly plan: FilingPlan;
  readonly ledger: Ledger;
  readonly answers: readonly unknown[];
  readonly received_at: string;
  readonly folio: string;
  readonly person_id: string | null;
  /** The files that come with it. */
  readonly file_ids: readonly string[];
  readonly source: FilingSource | null;
}

/** The petition itself, its assignment, the opening of its history and its clocks. */
export function petitionRows(context: FilingContext, prepared: PreparedFiling): NewRows[] {
  const { input, actor, now } = context;
  const { plan, ledger } = prepared;
  const { petition_id } = input;
  const filed = filedEvent(context, prepared);
  const state = stateAtFiling(filed.payload);
  const petition = {
    ...projectedColumns(state),
    ...dueColumns(ledger),
    ...filingColumns(context, prepared),
    ...{ stage: state.stage, unit_id: plan.unit.id },
  };
  const events = openingEvents(filed, input, prepared.file_ids);
  return [
    rowsFor('petitions', [petition as NewPetition]),
    rowsFor('assignments', [assignmentRow(context, plan, state.assignment_id)]),
    rowsFor('petition_events', rowsOfEvents({ petition_id, events, author: authorOf(actor), at: now }, null)),
    rowsFor('clock_entries', rowsOfLines({ petition_id, lines: plan.lines, after: 0 })),
  ];
}

/** What a petition keeps as it was given, and what was decided about it before it was filed. */
function filingColumns(
  { app, input, actor, now }: FilingContext,
  { city, service, plan, ...prepared }: PreparedFiling,
) {
  const { folio, person_id, received_at, source } = prepared;
  return {
    ...placeColumns(input, plan),
    ...{ folio, person_id, received_at },
    id: input.petition_id,
    city_id: city.city.id,
    access_key_hash: hashSecret(normaliseAccessKey(accessKeyFor(app.keys, input.petition_id, 1))),
    filing_authority_id: plan.authority.id,
    current_authority_id: plan.authority.id,
    authority_ids: [plan.authority.id],
    service_id: service.id,
    kind_code: plan.kind.code,
    visibility: plan.visibility,
    identity: input.identity,
    channel: input.channel,
    named_unit_id: input.named_unit_id,
    description: input.description,
    answers: JSON.stringify(prepared.answers),
    priority: input.priority_group === null ? 0 : 1,
    priority_reason: input.priority_group,
    routing: JSON.stringify({ rule: plan.route.rule ?? null, ...plan.route.explanation }),
    source: source === null ? null : JSON.stringify(source),
    filed_at: plan.filing.filed_at,
    filed_on: plan.filing.filed_on,
    created_by: actor.kind === 'staff' ? actor.user_id : null,
    updated_at: now,
  };
}

/** A person the law serves first starts with a priority, and history says so. */
function openingEvents(
  filed: PetitionEvent,
  { priority_group: reason }: FilingInput,
  file_ids: readonly string[],
): PetitionEvent[] {
  return [
    filed,
    ...(reason === null ? [] : [event('priority_set', 'staff', { priority: 1, reason })]),
    ...file_ids.map((file_id) => event('file_added', 'citizen', { file_id })),
  ];
}

function filedEvent({ input }: FilingContext, { service, plan, received_at }: PreparedFiling) {
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
  }) as Extract<PetitionEvent, { type: 'petition_filed' }>;
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

function assignmentRow({ input, now, actor }: FilingContext, plan: FilingPlan, id: string) {
  const accept = plan.lines.find(({ clock }) => clock === 'accept')?.entry;
  return {
    id,
    petition_id: input.petition_id,
    authority_id: plan.authority.id,
    unit_id: plan.unit.id,
    state: 'to_accept',
    assigned_by: actor.kind === 'staff' ? actor.user_id : null,
    assigned_at: now,
    accept_due_at: accept?.type === 'started' ? accept.due_at : null,
  };
}
