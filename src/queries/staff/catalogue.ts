import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { CHANNELS } from '../../core/cities/settings.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import type { Reader } from '../../store/database.ts';
import type { Asker } from './list-petitions.ts';
import { newestText } from './petition-replies.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** Everything that forms of the console offer. */
export function catalogueOf(ports: StaffPorts, { actor, city }: Asker) {
  return readingAs(ports, actor, async (reader) => ({
    version: city.city.configuration_version,
    ...services(city),
    ...(await groupsOf(reader, city)),
    ...places(city),
    outcomes: [...city.outcomes.values()].map(({ code, name, class: kind, is_active }) => ({
      ...{ code, name, class: kind, is_active },
    })),
    templates: await templatesOf(reader, city.city.id),
    colleagues: await colleaguesOf(reader, city, localDateOf(ports.now(), city.city.time_zone)),
    ...settingsOf(city),
    privacy: await newestText(reader, city.city.id, 'privacy_short'),
    means_of_appeal: (await newestText(reader, city.city.id, 'means_of_appeal'))?.body ?? '',
  }));
}

function services(city: CityConfiguration) {
  return {
    kinds: [...city.kinds.values()].map((kind) => ({
      ...{ code: kind.code, name: kind.name, description: kind.description, legal_basis: kind.legal_basis },
      ...{ default_visibility: kind.default_visibility, allows_anonymous: kind.allows_anonymous },
      is_active: kind.is_active,
    })),
  };
}

async function groupsOf(reader: Reader, city: CityConfiguration) {
  const groups = await reader
    .selectFrom('service_groups')
    .select(['id', 'code', 'name', 'icon'])
    .where('city_id', '=', city.city.id)
    .orderBy('position')
    .orderBy('code')
    .execute();
  const codes = new Map(groups.map(({ id, code }) => [id, code]));
  return {
    groups: groups.map(({ code, name, icon }) => ({ code, name, icon })),
    services: [...city.services.values()].map((service) => ({
      ...{ id: service.id, code: service.code, name: service.name, description: service.description },
      ...{ kind_code: service.kind_code, keywords: [...service.keywords], location: service.location },
      ...{ visibility: service.visibility, notice: service.notice, is_active: service.is_active },
      group_code: service.group_id === null ? null : (codes.get(service.group_id) ?? null),
      questions: service.questions.map((question) => ({
        ...question,
        options: question.options?.map((option) => ({ ...option })),
        only_if: question.only_if && { question: question.only_if.question, is: [...question.only_if.is] },
      })),
    })),
  };
}

function places(city: CityConfiguration) {
  return {
    authorities: [...city.authorities.values()]
      .filter(({ is_active }) => is_active)
      .map(({ id, code, name, short_name, level, time_zone, triage_unit_id }) => ({
        ...{ id, code, name, short_name, level, time_zone, triage_unit_id },
      })),
    units: [...city.units.values()].map((unit) => ({
      ...{ id: unit.id, code: unit.code, name: unit.name, authority_id: unit.authority_id },
      ...{ parent_id: unit.parent_id, responsible_name: unit.responsible_name, is_active: unit.is_active },
      ...{ responsible_title: unit.responsible_title, is_triage: unit.is_triage },
      reply_needs_approval: unit.reply_needs_approval,
    })),
    zones: [...city.zones.values()].map(
      ({ code, name, level, parent_code, authority_id, is_approximate }) => ({
        ...{ code, name, level, parent_code, authority_id, is_approximate },
      }),
    ),
  };
}

function settingsOf(city: CityConfiguration) {
  const { settings, locale, code } = city.city;
  const { emergency, document_number, photos, map } = settings;
  const language = languageOf(locale);
  return {
    channels: CHANNELS.filter((channel) => settings.channels.includes(channel)).map((channel) => ({
      code: channel,
      name: sayCode(language, 'channel', channel) ?? channel,
    })),
    priority_groups: settings.priority_groups.map((group) => ({ code: group.code, name: group.name })),
    emergency: { number: emergency.number, label: emergency.label },
    document_number:
      document_number === undefined
        ? null
        : { label: document_number.label, example: document_number.example },
    photos: { at_most: photos.at_most, max_bytes: photos.max_bytes },
    map: {
      ...{ center: [...map.center], zoom: map.zoom, style_url: map.style_url ?? null },
      zones_url: `/c/${code}/mapa/zonas.json`,
    },
  };
}

function templatesOf(reader: Reader, city_id: string) {
  return reader
    .selectFrom('reply_templates')
    .select(['id', 'code', 'name', 'authority_id', 'service_code', 'outcome_code', 'body'])
    .where('city_id', '=', city_id)
    .where('is_active', '=', true)
    .orderBy('name')
    .execute();
}

/** Active colleagues of the city and the units whose work they may take. */
async function colleaguesOf(reader: Reader, city: CityConfiguration, today: string) {
  const found = await sql<{ id: string; name: string; is_away: boolean; unit_ids: string[] | null }>`
    select u.id, u.name,
      coalesce(u.away_from <= ${today}::date and coalesce(u.away_until >= ${today}::date, true), false) as is_away,
      array_agg(distinct g.unit_id) filter (where g.unit_id is not null) as unit_ids
    from users u join role_grants g on g.user_id = u.id and g.revoked_at is null
    where g.city_id = ${city.city.id} and u.is_active group by u.id order by u.name`.execute(reader);
  return found.rows.map((row) => ({ ...row, unit_ids: row.unit_ids ?? [] }));
}
