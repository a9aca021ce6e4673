import { z } from 'zod';
import { packArticle } from './pack-articles.ts';
import { authority, calendar, countryDay } from './pack-authorities.ts';
import {
  demoUser,
  kind,
  outcome,
  replyTemplate,
  role,
  service,
  serviceGroup,
  term,
  text,
} from './pack-catalogue.ts';
import { packOffice } from './pack-offices.ts';
import { citySettings, words } from './pack-settings.ts';
import { routingRule, writtenRoutingRule, writtenZone, zone } from './pack-territory.ts';

const city = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/),
  name: words,
  country: z.string().regex(/^[A-Z]{2}$/),
  locale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/),
  time_zone: words,
  host: words.nullable().default(null),
  settings: citySettings,
});

const sections = {
  city,
  authorities: z.array(authority).min(1),
  kinds: z.array(kind).min(1),
  terms: z.array(term),
  service_groups: z.array(serviceGroup).default([]),
  services: z.array(service).min(1),
  outcomes: z.array(outcome).min(1),
  reply_templates: z.array(replyTemplate).default([]),
  texts: z.array(text),
  articles: z.array(packArticle).default([]),
  offices: z.array(packOffice).default([]),
  roles: z.array(role).default([]),
  demo_users: z.array(demoUser).default([]),
};

/** A pack as its folder has it: lists in short form, geometry in files beside it. */
export const writtenPack = z.strictObject({
  ...sections,
  calendars: z.array(calendar).min(1),
  zones: z.array(writtenZone).default([]),
  routing: z.array(writtenRoutingRule).default([]),
});

/**
 * A whole city as data: what a folder says once expanded, what is loaded, and what an export gives back.
 * Everything refers by code; lists whose order people see (services, units, rules …) keep it.
 */
export const packDocument = z.strictObject({
  ...sections,
  calendars: z.array(calendar.extend({ country_days: z.array(countryDay).default([]) })).min(1),
  zones: z.array(zone),
  routing: z.array(routingRule),
});

export type WrittenPack = z.infer<typeof writtenPack>;
export type PackDocument = z.infer<typeof packDocument>;
export type PackSection = keyof PackDocument;
export type PackAuthority = PackDocument['authorities'][number];
export type PackZone = PackDocument['zones'][number];
export type PackRoutingRule = PackDocument['routing'][number];

/** The same pack with every list whose order means nothing sorted, so that two equal packs are equal values. */
export function canonicalPack(pack: PackDocument): PackDocument {
  const byCode = <T extends { code: string }>(list: readonly T[]) => sortedBy(list, ({ code }) => code);
  return {
    ...pack,
    authorities: pack.authorities.map((one) => ({
      ...one,
      opening_hours: sortedBy(one.opening_hours, (hours) =>
        [hours.channel, hours.weekday, hours.opens].join(),
      ),
    })),
    calendars: byCode(pack.calendars).map((one) => ({
      ...one,
      days: sortedBy(one.days, ({ day }) => day),
      country_days: sortedBy(one.country_days, ({ day }) => day),
    })),
    terms: sortedBy(pack.terms, ({ code, valid_from }) => `${code} ${valid_from}`),
    zones: byCode(pack.zones),
    reply_templates: byCode(pack.reply_templates),
    texts: byCode(pack.texts),
    offices: byCode(pack.offices),
    roles: byCode(pack.roles),
    demo_users: sortedBy(pack.demo_users, ({ email }) => email).map((user) => ({
      ...user,
      roles: sortedBy(user.roles, ({ role, authority, unit }) => [role, authority, unit].join(' ')),
    })),
  };
}

function sortedBy<T>(list: readonly T[], key: (item: T) => string): T[] {
  return [...list].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}
