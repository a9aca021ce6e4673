import { sql } from 'kysely';
import { bumpConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { permits } from '../../core/access/actor.ts';
import type { Permission, Place } from '../../core/access/permissions.ts';
import type { ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

export interface ConfigurationChange {
  readonly city_id: string;
  readonly entity: string;
  readonly entity_code: string;
  readonly before: object | null;
  readonly after: object | null;
}

/** Writes down who changed what, and has every process read the configuration anew. */
export async function recordConfigurationChange(
  { tx, actor, now }: Pick<ActionContext<unknown>, 'tx' | 'actor' | 'now'>,
  change: ConfigurationChange,
): Promise<void> {
  await tx
    .insertInto('configuration_changes')
    .values({
      id: newId(),
      city_id: change.city_id,
      entity: change.entity,
      entity_code: change.entity_code,
      changed_by: actor.kind === 'staff' ? actor.user_id : null,
      changed_at: now,
      before: change.before === null ? null : JSON.stringify(change.before),
      after: change.after === null ? null : JSON.stringify(change.after),
    })
    .execute();
  await bumpConfiguration(tx, change.city_id);
}

/** @throws Refused('forbidden') unless the permission reaches that place; without an authority: the whole city */
export function askAt(
  { actor }: Pick<ActionContext<unknown>, 'actor'>,
  permission: Permission,
  place: Place,
): void {
  if (!permits(actor, permission, place)) throw new Refused('forbidden');
}

/** One change of users or configuration of a city at a time, so that «the last one» is counted right. */
export async function lockCity({ tx }: Pick<ActionContext<unknown>, 'tx'>, city_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`configure/${city_id}`}, 0))`.execute(tx);
}
