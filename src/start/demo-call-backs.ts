import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { askCallBack } from '../actions/telephony/ask-call-back.ts';
import { callTimes } from '../core/channel-hours/call-times.ts';
import { authorityOfDoors } from '../core/channel-hours/standing.ts';
import { localDateOf, type Instant } from '../core/deadlines/plain-date.ts';
import { cityConfiguration } from '../store/city-configuration.ts';
import { reading } from '../store/database.ts';

/** No series of numbers of Mexico City begins with two zeros: whoever calls one of these rings nowhere. */
const nobodys_number = /^5500\d{6}$/;
const askings = z.array(
  z.object({
    phone: z.string().regex(nobodys_number),
    about: z.string(),
    when: z.enum(['soon', 'another_day']),
  }),
);

/**
 * Made-up people ask to be called through the very action that the portal's page calls: at once, or at a time of another
 * day. Where the city has call-backs already none is added.
 */
export async function tellCallBacks(
  app: App,
  { file, city_id }: { file: string; city_id: string },
): Promise<void> {
  const told = askings.parse(parse(await readFile(file, 'utf8')));
  const { is_told, another_day } = await reading(app.database, { kind: 'system' }, async (reader) => {
    const asked = reader.selectFrom('call_backs').select('id').where('city_id', '=', city_id).limit(1);
    const city = (await cityConfiguration(reader, city_id))!;
    const authority_id = authorityOfDoors(city)!;
    const hours = city.hours.get(`${authority_id}/phone`) ?? [];
    const calendar = city.calendars.get(authority_id)!;
    const today = localDateOf(app.now(), calendar.time_zone);
    const time = callTimes(hours, calendar, app.now()).find(({ on }) => on > today);
    const first: Instant | null = time?.from ?? null;
    return { is_told: (await asked.executeTakeFirst()) !== undefined, another_day: first };
  });
  if (is_told) return;
  for (const { phone, about, when } of told) {
    const asking = { city_id, phone, about, from: when === 'soon' ? null : another_day };
    await askCallBack(app, { kind: 'public' }, { ...asking, address: 'demonstration' });
  }
}
