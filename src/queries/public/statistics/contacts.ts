import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import type { Period } from '../../../core/statistics/period.ts';
import { reading, type Database } from '../../../store/database.ts';
import { attendedIn, contactCounts, type ContactCount, type ContactsBy } from '../../contact-counts.ts';
import { firstContact } from '../../first-contact.ts';

export interface ContactsView {
  readonly whole: Pick<ContactCount, 'n' | 'without_petition'>;
  readonly first_contact: { readonly measured: number; readonly resolved: number };
  readonly by: Readonly<Record<Exclude<ContactsBy, 'nothing'>, readonly ContactCount[]>>;
}

const kept_ms = 60_000;
const kept_at_most = 200;
const kept = new Map<string, { readonly until: number; readonly view: Promise<ContactsView> }>();

/** What the public is told of contacts in a period; the same question within a minute is asked of the database once. */
export function contactsView(
  ports: { readonly database: Database; readonly now: () => string },
  asked: { readonly city: CityConfiguration; readonly period: Period; readonly authority_id: string | null },
): Promise<ContactsView> {
  const now = Date.parse(ports.now());
  const key = [asked.city.city.id, asked.authority_id, asked.period.from, asked.period.to].join('/');
  const before = kept.get(key);
  if (before !== undefined && before.until > now) return before.view;
  if (kept.size >= kept_at_most) kept.clear();
  const view = count(ports, asked);
  kept.set(key, { until: now + kept_ms, view });
  view.catch(() => kept.delete(key));
  return view;
}

function count(
  { database, now }: Parameters<typeof contactsView>[0],
  { city, period, authority_id }: Parameters<typeof contactsView>[1],
): Promise<ContactsView> {
  const { id: city_id, time_zone } = city.city;
  const asked = { city_id, time_zone, authority_id, ...period };
  return reading(database, { kind: 'system' }, async (reader) => {
    const [whole] = await contactCounts(reader, asked, 'nothing');
    const by = async (thing: ContactsBy) => contactCounts(reader, asked, thing);
    return {
      whole: whole ?? { n: 0, without_petition: 0 },
      first_contact: await firstContact(reader, { counted: attendedIn(asked), now: now() }),
      by: {
        ...{ kind: await by('kind'), channel: await by('channel') },
        ...{ authority: await by('authority'), month: await by('month') },
      },
    };
  });
}
