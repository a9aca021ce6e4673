import { sql } from 'kysely';
import { grantsReach } from '../../core/access/permissions.ts';
import type { PlaceClass } from '../../core/open-data/place-class.ts';
import type { Question } from '../../core/petitions/questions.ts';
import type { Visibility } from '../../core/petitions/stages.ts';
import { refusedByRecounts } from '../refused-by-recounts.ts';
import { recountProgress } from '../recount-progress.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** The units of the authorities that the asker reaches, with their open work and people. */
export function listUnits(ports: StaffPorts, { actor, city }: Asker) {
  return readingAs(ports, actor, async (reader) => {
    const counted = await sql<{ id: string; open_petitions: number; people: number }>`
      select u.id,
        (select count(*) from petitions p where p.unit_id = u.id and p.stage <> 'closed') as open_petitions,
        (select count(distinct g.user_id) from role_grants g where g.unit_id = u.id and g.revoked_at is null) as people
      from units u join authorities a on a.id = u.authority_id where a.city_id = ${city.city.id}`.execute(
      reader,
    );
    const counts = new Map(counted.rows.map((row) => [row.id, row]));
    return [...city.units.values()]
      .filter(({ authority_id }) => actor.authority_ids.includes(authority_id))
      .map((unit) => ({
        ...{ id: unit.id, code: unit.code, authority_id: unit.authority_id, name: unit.name },
        ...{ responsible_name: unit.responsible_name, responsible_title: unit.responsible_title },
        ...{ email: unit.email, phone: unit.phone, address: unit.address, parent_id: unit.parent_id },
        ...{ reply_needs_approval: unit.reply_needs_approval, is_active: unit.is_active },
        is_triage: unit.is_triage,
        open_petitions: counts.get(unit.id)?.open_petitions ?? 0,
        people: counts.get(unit.id)?.people ?? 0,
      }));
  });
}

/** The catalogue, inactive services too. */
export function listServices(ports: StaffPorts, { actor, city }: Asker) {
  return readingAs(ports, actor, async (reader) => {
    const rows = await reader
      .selectFrom('services as s')
      .leftJoin('service_groups as g', 'g.id', 's.group_id')
      .select([
        's.id',
        's.code',
        's.name',
        's.description',
        's.kind_code',
        's.keywords',
        's.questions',
        's.location',
      ])
      .select([
        's.visibility',
        's.place_class',
        's.asks_if_it_lasts',
        's.notice',
        's.emergency_words',
        's.is_active',
        's.version',
        's.position',
      ])
      .select('g.code as group_code')
      .where('s.city_id', '=', city.city.id)
      .orderBy('s.position')
      .orderBy('s.code')
      .execute();
    return rows.map((row) => ({
      ...row,
      location: row.location as 'required' | 'optional' | 'none',
      visibility: row.visibility as Visibility | null,
      place_class: row.place_class as PlaceClass | null,
      questions: (row.questions as unknown as Question[]).map((question) => ({
        ...question,
        options: question.options?.map((option) => ({ ...option })),
        only_if: question.only_if && { question: question.only_if.question, is: [...question.only_if.is] },
      })),
    }));
  });
}

/** The rules in force, with where each leads. */
export function listRules(ports: StaffPorts, { actor, city }: Asker) {
  return readingAs(ports, actor, async (reader) => {
    const rows = await reader
      .selectFrom('routing_rules as r')
      .innerJoin('units as u', 'u.id', 'r.unit_id')
      .select(['r.id', 'r.service_code', 'r.zone_code', 'r.kind_code', 'r.channel', 'r.unit_id', 'r.note'])
      .select(['r.position', 'u.name as unit_name', 'u.authority_id'])
      .where('r.city_id', '=', city.city.id)
      .where('r.is_active', '=', true)
      .orderBy('r.position')
      .orderBy('r.id')
      .execute();
    return rows;
  });
}

/** Terms with their validity, those that are over too. */
export function listTerms(ports: StaffPorts, { actor, city }: Asker) {
  return readingAs(ports, actor, async (reader) => {
    const rows = await reader
      .selectFrom('terms')
      .selectAll()
      .where('city_id', '=', city.city.id)
      .orderBy('clock')
      .orderBy('code')
      .orderBy('valid_from')
      .execute();
    return rows.map((row) => ({
      ...row,
      clock: row.clock as 'accept' | 'reply' | 'resolve' | 'completion' | 'transfer',
      unit: row.unit as 'business_days' | 'calendar_days' | 'months' | 'hours',
      counting_rule: row.counting_rule as
        'from_next_business_day' | 'from_next_day' | 'date_to_date' | 'from_instant',
      extension: row.extension as unknown as { times: number; before_expiry: true } | null,
    }));
  });
}

/** Calendars with every day that was ever declared, revoked ones too. */
export function listCalendars(ports: StaffPorts, { actor, city }: Asker) {
  return readingAs(ports, actor, async (reader) => {
    const city_id = city.city.id;
    const calendars = await reader
      .selectFrom('calendars')
      .selectAll()
      .where('city_id', '=', city_id)
      .orderBy('name')
      .execute();
    const authorities = await reader
      .selectFrom('authorities')
      .select(['id', 'name', 'calendar_id'])
      .where('city_id', '=', city_id)
      .orderBy('position')
      .execute();
    const days = await reader
      .selectFrom('calendar_days as d')
      .innerJoin('calendars as c', 'c.id', 'd.calendar_id')
      .select(['d.id', 'd.calendar_id', 'd.day', 'd.kind', 'd.name', 'd.source', 'd.reason', 'd.origin'])
      .select(['d.declared_at', 'd.revoked_at'])
      .where('c.city_id', '=', city_id)
      .orderBy('d.day')
      .execute();
    const calendar_ids = calendars.map(({ id }) => id);
    const counted = await recountProgress(reader, { calendar_ids });
    const refused = await refusedByRecounts(reader, { actor, recounts: counted });
    const recounts = counted.map((one) => ({ ...one, refused_petitions: refused.get(one.id) ?? [] }));
    return calendars.map((calendar) => ({
      ...calendar,
      recount: recounts.find(({ calendar_id }) => calendar_id === calendar.id) ?? null,
      authorities: authorities
        .filter(({ calendar_id }) => calendar_id === calendar.id)
        .map(({ id, name }) => ({ id, name })),
      days: days
        .filter(({ calendar_id }) => calendar_id === calendar.id)
        .map((day) => ({
          ...day,
          kind: day.kind as 'holiday' | 'closure' | 'suspension' | 'working_day',
          origin: day.origin as 'country' | 'pack' | 'console',
        })),
    }));
  });
}

/** Templates of the city and of the authorities that the asker reaches. */
export function listTemplates(ports: StaffPorts, { actor, city }: Asker) {
  return readingAs(ports, actor, async (reader) => {
    const rows = await reader
      .selectFrom('reply_templates')
      .select([
        'id',
        'code',
        'name',
        'authority_id',
        'service_code',
        'outcome_code',
        'body',
        'is_active',
        'version',
      ])
      .where('city_id', '=', city.city.id)
      .orderBy('name')
      .execute();
    return rows.filter(
      ({ authority_id }) =>
        authority_id === null ||
        grantsReach(actor.grants, 'configuration.read', { city_id: city.city.id, authority_id }),
    );
  });
}

/** The newest version of each text, or every version of one, newest first. */
export function listTexts(ports: StaffPorts, { actor, city }: Asker, code?: string) {
  return readingAs(ports, actor, async (reader) => {
    const query = reader
      .selectFrom('texts')
      .select(['code', 'version', 'body', 'valid_from'])
      .where('city_id', '=', city.city.id);
    if (code !== undefined) return query.where('code', '=', code).orderBy('version', 'desc').execute();
    return query.distinctOn('code').orderBy('code').orderBy('version', 'desc').execute();
  });
}
