import { sql } from 'kysely';
import type { Reader } from '../../store/database.ts';

/** Kinds, terms, groups, services, outcomes, templates, texts and articles in force, and the city's own roles. */
export async function exportCatalogue(reader: Reader, city_id: string) {
  const rowsOf = async (table: 'kinds' | 'outcomes' | 'service_groups') => {
    const found = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where city_id = ${city_id} order by position, code`.execute(reader);
    return found.rows.map(({ id: _id, city_id: _city, position: _position, ...row }) => row);
  };
  return {
    kinds: await rowsOf('kinds'),
    outcomes: await rowsOf('outcomes'),
    service_groups: await rowsOf('service_groups'),
    terms: await termsOf(reader, city_id),
    services: await servicesOf(reader, city_id),
    reply_templates: await templatesOf(reader, city_id),
    texts: await reader
      .selectFrom('texts')
      .distinctOn('code')
      .select(['code', 'body'])
      .where('city_id', '=', city_id)
      .orderBy('code')
      .orderBy('version', 'desc')
      .execute(),
    articles: await articlesOf(reader, city_id),
    roles: await reader
      .selectFrom('roles')
      .select(['code', 'name', 'permissions'])
      .where('city_id', '=', city_id)
      .execute(),
  };
}

function termsOf(reader: Reader, city_id: string) {
  return reader
    .selectFrom('terms')
    .select([
      'code',
      'clock',
      'kind_code as kind',
      'service_code as service',
      'authority_code as authority',
      'length',
      'unit',
      'counting_rule',
      'citation',
      'extension',
      'valid_from',
      'valid_until',
      'is_active',
    ])
    .where('city_id', '=', city_id)
    .execute();
}

function servicesOf(reader: Reader, city_id: string) {
  return reader
    .selectFrom('services')
    .leftJoin('service_groups', 'service_groups.id', 'services.group_id')
    .select([
      'services.code',
      'service_groups.code as group',
      'services.name',
      'services.description',
      'services.kind_code as kind',
      'services.keywords',
      'services.questions',
      'services.location',
      'services.response_type',
      'services.visibility',
      'services.place_class',
      'services.asks_if_it_lasts',
      'services.notice',
      'services.emergency_words',
      'services.is_active',
    ])
    .where('services.city_id', '=', city_id)
    .orderBy('services.position')
    .orderBy('services.code')
    .execute();
}

function templatesOf(reader: Reader, city_id: string) {
  return reader
    .selectFrom('reply_templates')
    .leftJoin('authorities', 'authorities.id', 'reply_templates.authority_id')
    .select([
      'reply_templates.code',
      'reply_templates.name',
      'authorities.code as authority',
      'reply_templates.service_code as service',
      'reply_templates.outcome_code as outcome',
      'reply_templates.body',
      'reply_templates.is_active',
    ])
    .where('reply_templates.city_id', '=', city_id)
    .execute();
}

/** Each as it is told; one that was never published, as its draft is. */
async function articlesOf(reader: Reader, city_id: string) {
  const { rows } = await sql<{ code: string; state: string; owner: string | null; contents: object }>`
    select a.code, a.state, auth.code || '/' || u.code as owner, v.contents
    from articles a join article_versions v on v.article_id = a.id
        and v.version = coalesce(a.published_version, a.version)
      left join authorities auth on auth.id = a.authority_id left join units u on u.id = a.unit_id
    where a.city_id = ${city_id} order by a.position, a.code`.execute(reader);
  return rows.map(({ code, state, owner, contents }) => ({ code, state, owner, ...contents }));
}
