import { sql, type SqlBool } from 'kysely';
import { grantsReach } from '../../core/access/permissions.ts';
import { petitionsHeldAt } from '../visible-petitions.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

interface Paged {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** Who changed what of the configuration, newest first. Null for a cursor that is none. */
export function configurationChanges(
  ports: StaffPorts,
  { actor, city }: Asker,
  asked: Paged & { entity?: string | undefined; entity_code?: string | undefined },
) {
  const from = readCursor('changes', asked.cursor);
  if (from === undefined) return Promise.resolve(null);
  const limit = asked.limit ?? 50;
  const whole = grantsReach(actor.grants, 'configuration.read', { city_id: city.city.id });
  return readingAs(ports, actor, async (reader) => {
    let query = reader
      .selectFrom('configuration_changes as c')
      .leftJoin('users as u', 'u.id', 'c.changed_by')
      .select([
        'c.id',
        'c.entity',
        'c.entity_code',
        'c.changed_by',
        'c.changed_at',
        'c.before',
        'c.after',
        'u.name',
      ])
      .where('c.city_id', '=', city.city.id)
      .orderBy('c.changed_at', 'desc')
      .orderBy('c.id', 'desc')
      .limit(limit + 1);
    // What was done to people's accounts is for who reads the configuration of the whole city.
    if (!whole)
      query = query.where('c.entity', 'not in', ['user', 'grant', 'password_link', 'second_factor']);
    if (asked.entity !== undefined) query = query.where('c.entity', '=', asked.entity);
    if (asked.entity_code !== undefined) query = query.where('c.entity_code', '=', asked.entity_code);
    if (from !== null) query = query.where(sql<SqlBool>`(c.changed_at, c.id) < (${from.value}, ${from.id})`);
    const rows = await query.execute();
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(({ changed_by, name, ...row }) => ({
        ...row,
        changed_by: changed_by === null ? null : { id: changed_by, name: name ?? '' },
      })),
      next_cursor:
        last === undefined ? null : writeCursor('changes', { value: last.changed_at, id: last.id }),
    };
  });
}

/**
 * Who looked at whose personal data, newest first: looks at petitions that the asker audits, and (for whoever audits
 * the whole city) looks at persons by search. Null for a cursor that is none.
 */
export function personalDataViews(
  ports: StaffPorts,
  { actor, city }: Asker,
  asked: Paged & { user?: string | undefined; person?: string | undefined; petition?: string | undefined },
) {
  const from = readCursor('views', asked.cursor);
  if (from === undefined) return Promise.resolve(null);
  const limit = asked.limit ?? 50;
  const city_id = city.city.id;
  const whole = actor.grants.some(
    (grant) =>
      grant.city_id === city_id && grant.authority_id === null && grant.permissions.includes('audit.read'),
  );
  return readingAs(ports, actor, async (reader) => {
    // Who looked after it left them is for who has it now.
    const audited = reader
      .selectFrom('petitions as p')
      .select('p.id')
      .where('p.city_id', '=', city_id)
      .where(sql<SqlBool>`p.id = v.petition_id`)
      .where(petitionsHeldAt(actor, 'audit.read', sql`v.at`) as never);
    let query = reader
      .selectFrom('personal_data_views as v')
      .innerJoin('users as u', 'u.id', 'v.user_id')
      .leftJoin('petitions as p', 'p.id', 'v.petition_id')
      .leftJoin('persons as r', 'r.id', 'v.person_id')
      .select(['v.id', 'v.user_id', 'u.name', 'v.person_id', 'v.petition_id', 'p.folio', 'v.what', 'v.at'])
      .where((eb) =>
        eb.or([
          eb.exists(audited),
          whole
            ? eb.and([eb('v.petition_id', 'is', null), eb('r.city_id', '=', city_id)])
            : sql<SqlBool>`false`,
        ]),
      )
      .orderBy('v.at', 'desc')
      .orderBy('v.id', 'desc')
      .limit(limit + 1);
    if (asked.user !== undefined) query = query.where('v.user_id', '=', asked.user);
    if (asked.person !== undefined) query = query.where('v.person_id', '=', asked.person);
    if (asked.petition !== undefined) query = query.where('v.petition_id', '=', asked.petition);
    if (from !== null) query = query.where(sql<SqlBool>`(v.at, v.id) < (${from.value}, ${from.id})`);
    const rows = await query.execute();
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(presentView),
      next_cursor: last === undefined ? null : writeCursor('views', { value: last.at, id: last.id }),
    };
  });
}

interface ViewRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly person_id: string | null;
  readonly petition_id: string | null;
  readonly folio: string | null;
  readonly what: string;
  readonly at: string;
}

function presentView({ id, user_id, name, person_id, petition_id, folio, what, at }: ViewRow) {
  const petition = petition_id === null || folio === null ? null : { id: petition_id, folio };
  return { id, user: { id: user_id, name }, person_id, petition, what, at };
}
