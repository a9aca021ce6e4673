import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Place } from '../../core/access/permissions.ts';
import type { Calendar } from '../../core/deadlines/calendar.ts';
import type { ActionRule, PetitionAction } from '../../core/petitions/lifecycle.ts';
import { lifecycle, mayDo } from '../../core/petitions/lifecycle.ts';
import { formerAuthorities, visiblePetitions } from '../../queries/visible-petitions.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { enqueuedJob } from '../../store/job-queue.ts';
import { petitionChanged } from '../../store/petition-changed.ts';
import { lockPetition, recordChange, type Change, type LockedPetition } from '../../store/petitions.ts';
import { authorOf, defineAction, type Action, type ActionContext } from '../action.ts';
import { enqueueNotices, type Notice } from '../notices/enqueue-notices.ts';
import { orRefuse, Refused } from '../refused.ts';
import { situationOf } from '../../queries/petition-situation.ts';

/** A petition action's body works on a petition that is locked, seen, permitted and in a stage that allows it. */
export interface PetitionContext<I> extends ActionContext<I> {
  readonly petition: LockedPetition;
  readonly city: CityConfiguration;
  /** The calendar of the authority that has the petition now. */
  readonly calendar: Calendar;
  /** The local date of `now` there. */
  readonly today: string;
}

export interface PetitionChange extends Change {
  readonly notices?: readonly Notice[];
  /** What the caller must know beyond the petition: ids of what was made. */
  readonly result?: ResultExtras;
  /** The authority that the actor spoke for, where it is not the one that has the petition. */
  readonly authority_id?: string;
}

interface ResultExtras {
  readonly reply_id?: string;
  readonly reply_version?: number;
  /** Which reply was sent: `first` leaves the outcome for the final one. */
  readonly reply_kind?: 'first' | 'final' | 'correction';
  /** Who has it now, where somebody stands in for whoever was chosen. */
  readonly assignee_id?: string;
  readonly message_id?: string;
  readonly assignment_id?: string;
  readonly supporter_id?: string;
  /** The file that was made: the covered copy of a photo. */
  readonly file_id?: string;
  readonly document_number?: string;
  readonly access_key_issue?: number;
  /** The input of the same action that takes it back; given by the few that can be reversed. */
  readonly undo?: Readonly<Record<string, string | number | null | readonly string[]>>;
}

export interface PetitionResult extends ResultExtras {
  readonly petition_id: string;
  readonly folio: string;
  readonly stage: string;
  readonly version: number;
}

const target = z.object({
  petition_id: z.uuid(),
  /** The version the person was looking at; a newer one refuses instead of overwriting. */
  version: z.number().int().positive().optional(),
});

/**
 * Builds an action on one existing petition: lock, visibility, permission at the petition's own place, stage, then
 * the body's change is recorded with its events, ledger lines and notices, all in one transaction.
 */
export function petitionAction<S extends z.ZodObject = typeof target>(spec: {
  name: string;
  action: PetitionAction;
  /** What the action asks for beyond the petition and its version. */
  input?: S;
  /** Where the permission must reach; the petition's own place when it is not given. */
  place?(
    context: ActionContext<z.output<S> & z.output<typeof target>>,
    petition: LockedPetition,
  ): Promise<Place>;
  /** Which action of the lifecycle it is, where the input decides between some of the same permission. */
  chosen?(
    context: ActionContext<z.output<S> & z.output<typeof target>>,
    petition: LockedPetition,
  ): Promise<PetitionAction>;
  run(context: PetitionContext<z.output<S> & z.output<typeof target>>): Promise<PetitionChange>;
}): Action<z.ZodIntersection<typeof target, S>, PetitionResult> {
  const rule: ActionRule = lifecycle[spec.action];
  return defineAction({
    name: spec.name,
    permission: rule.by === 'system' ? 'system' : (rule.permission ?? 'public'),
    input: z.intersection(target, (spec.input ?? target) as S),
    async run(context) {
      const input = context.input as z.output<S> & z.output<typeof target>;
      const petition = await seenAndLocked(context, input.petition_id);
      const city = await cityConfiguration(context.tx, petition.row.city_id);
      if (!city) throw new Refused('city_unknown');
      const given = { ...context, input };
      askPlace(given, rule, {
        petition,
        place: (await spec.place?.(given, petition)) ?? placeOf(petition),
      });
      if (input.version !== undefined && input.version !== petition.row.version) {
        throw new Refused('version_conflict', { version: petition.row.version });
      }
      const calendar = city.calendars.get(petition.row.current_authority_id)!;
      const today = localDateOf(context.now, calendar.time_zone);
      const action = (await spec.chosen?.(given, petition)) ?? spec.action;
      orRefuse(mayDo(action, await situationOf(context.tx, petition, { city, today, calendar })));
      const change = await spec.run({ ...context, input, petition, city, calendar, today });
      return record(context, { petition, city }, change);
    },
  });
}

/**
 * Locks a petition that the actor may see; what may not be seen does not exist. An authority that had it before reads
 * its own period and does nothing: it is told who has it now.
 */
export async function seenAndLocked(
  context: ActionContext<unknown>,
  petition_id: string,
): Promise<LockedPetition> {
  const { actor } = context;
  const former = actor.kind === 'staff' ? formerAuthorities(actor) : sql<null>`null`;
  const seen = await context.tx
    .selectFrom('petitions as p')
    .innerJoin('authorities as a', 'a.id', 'p.current_authority_id')
    .select('a.name as authority')
    .select(former.as('former'))
    .where('p.id', '=', petition_id)
    .where(visiblePetitions(actor) as never)
    .executeTakeFirst();
  if (seen && seen.former !== null)
    throw new Refused('with_another_authority', { authority: seen.authority });
  const petition = seen ? await lockPetition(context.tx, petition_id) : null;
  if (!petition) throw new Refused('not_found');
  return petition;
}

/** Where a petition is now, as permissions see it. */
export function placeOf({ row }: Pick<LockedPetition, 'row'>): Place {
  return { city_id: row.city_id, authority_id: row.current_authority_id, unit_id: row.unit_id };
}

function askPlace(
  { actor }: ActionContext<unknown>,
  rule: ActionRule,
  { petition, place }: { petition: LockedPetition; place: Place },
): void {
  if (rule.by === 'citizen') {
    const own =
      actor.kind === 'citizen' && actor.petition_id === petition.row.id && actor.supporter_id === undefined;
    if (!own && actor.kind !== 'system') throw new Refused('forbidden');
    return;
  }
  if (rule.permission === null) return;
  if (!permits(actor, rule.permission, place)) throw new Refused('forbidden');
}

/** Records a change of a locked petition and queues its notices. */
export async function record(
  context: ActionContext<unknown>,
  { petition, city }: { petition: LockedPetition; city: CityConfiguration },
  change: PetitionChange,
): Promise<PetitionResult> {
  if (changesNothing(change)) return resultOf(petition, change);
  const author = authorOf(context.actor, change.authority_id ?? petition.row.current_authority_id);
  const changed = await recordChange(context.tx, petition, { change, author, at: context.now });
  await enqueueNotices(context, { petition: changed, city }, change.notices ?? []);
  const { id, city_id, authority_ids: authorities, version } = changed.row;
  const told = [petitionChanged({ id, city: city_id, authorities, version }), ...afterwards(id, change)];
  await sql`select ${sql.join(told)}`.execute(context.tx);
  return resultOf(changed, change);
}

/** What a closing leaves to a job, so that it waits for nothing itself: asking the person how it went. */
function afterwards(petition_id: string, { events }: PetitionChange): RawBuilder<unknown>[] {
  if (!events.some(({ type }) => type === 'petition_closed')) return [];
  const key = `ask_how_it_went/${petition_id}`;
  return [enqueuedJob({ name: 'ask_how_it_went', payload: { petition_id }, key })];
}

/** Saving a draft again is no event in the life of the petition: its version stays. */
function changesNothing({ events, lines, columns }: PetitionChange): boolean {
  return events.length === 0 && (lines ?? []).length === 0 && columns === undefined;
}

function resultOf({ row }: LockedPetition, { result }: PetitionChange): PetitionResult {
  return { petition_id: row.id, folio: row.folio, stage: row.stage, version: row.version, ...result };
}
