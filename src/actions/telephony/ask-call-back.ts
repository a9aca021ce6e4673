import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { callTimes } from '../../core/channel-hours/call-times.ts';
import { authorityOfDoors, channelStanding } from '../../core/channel-hours/standing.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { dueAfter } from '../../core/telephony/call-back.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { sealAsked } from '../../store/telephony/asked-words.ts';
import { isWaiting, personsWithNumber, sealNumber } from '../../store/telephony/calls.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { normalisePhone } from '../petitions/normalise-contact.ts';
import { Refused } from '../refused.ts';
import { recordAttempt, refuseTooMany } from '../tracking/attempts.ts';

const input = z.object({
  city_id: z.uuid(),
  phone: z.string().trim().min(1, 'phone_required').max(40, 'invalid_phone'),
  about: z.string().trim().max(300, 'too_long').default(''),
  folio: z.string().trim().max(40, 'too_long').default(''),
  /** The beginning of one of the times that are offered; null: as soon as somebody is there. */
  from: z.string().max(40).nullable(),
  /** From where it is asked. */
  address: z.string().max(80),
});
type Context = ActionContext<z.output<typeof input>>;

/**
 * Somebody asks on the portal to be called back, within the hours of the city's telephone. One for each number while it
 * waits, together with calls in vain: asked again, the last asking counts. What is answered is the same whether or not the
 * number is known. Only numbers of the city's own country are called, so that nobody has the city call a dear one abroad.
 * Three askings for a number in a quarter of an hour from one place, six from all; thirty from one place.
 * @throws Refused('not_found') where the telephone keeps no hours, Refused('invalid_input'), Refused('too_many_attempts')
 */
export const askCallBack = defineAction({
  name: 'ask-call-back',
  permission: 'public',
  input,
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ asked: true }> {
    const { tx, app, now, input: given } = context;
    const city = await cityConfiguration(tx, given.city_id);
    const authority_id = city === null ? null : authorityOfDoors(city);
    if (city === null || authority_id === null) throw new Refused('not_found');
    const wanted = timeWanted({ city, authority_id }, given.from, now);
    const number = ownNumber(given.phone, city.city.country as CountryCode);
    await countAsking(context, number);
    const sealed = sealNumber(app.keys, number);
    const persons = await personsWithNumber(tx, given.city_id, sealed.number_index!);
    const asked = { ...wanted, asked_at: now, asked_cipher: sealAsked(app.keys, given) };
    await tx
      .insertInto('call_backs')
      .values({
        ...{ id: newId(), city_id: given.city_id, authority_id, ...sealed, ...asked, missed: 0 },
        ...{ person_id: persons.length === 1 ? persons[0]! : null, created_at: now, last_missed_at: now },
        state: 'open',
      })
      .onConflict((conflict) =>
        conflict.columns(['authority_id', 'number_index']).where(isWaiting).doUpdateSet(asked),
      )
      .execute();
    return { asked: true };
  },
});

/** From when and until when to call. @throws Refused('not_found'), Refused('invalid_input') for a time that is not offered */
function timeWanted(
  { city, authority_id }: { city: CityConfiguration; authority_id: string },
  from: string | null,
  now: string,
): { not_before: string | null; due_at: string } {
  const standing = channelStanding(city, { authority_id, channel: 'phone' }, now);
  if (standing === null) throw new Refused('not_found');
  if (from === null) {
    if (standing.is_open) return { not_before: null, due_at: dueAfter(now) };
    if (standing.opens_at === null) throw new Refused('not_found');
    return { not_before: standing.opens_at, due_at: dueAfter(standing.opens_at) };
  }
  const hours = city.hours.get(`${authority_id}/phone`) ?? [];
  const time = callTimes(hours, city.calendars.get(authority_id)!, now).find((one) => one.from === from);
  if (time === undefined) throw new Refused('invalid_input', {}, { from: 'invalid' });
  return { not_before: time.from, due_at: time.until };
}

function ownNumber(typed: string, country: CountryCode): string {
  const number = normalisePhone(typed, country);
  const parsed = number === null ? undefined : parsePhoneNumberFromString(number, country);
  if (parsed?.isValid() !== true || parsed.country !== country)
    throw new Refused('invalid_input', {}, { phone: 'invalid_phone' });
  return parsed.number;
}

async function countAsking({ tx, app, now, input: { address } }: Context, number: string): Promise<void> {
  const counted = [
    { subject: `call back ${number}`, limits: { from_address: 3, in_all: 6 } },
    { subject: `call back from ${address}`, limits: { from_address: 30, in_all: 30 } },
  ];
  for (const { subject, limits } of counted) {
    const attempt = { subject, address };
    await refuseTooMany(tx, { keys: app.keys, now, attempt, limits });
    await recordAttempt(tx, { keys: app.keys, now, attempt, succeeded: false });
  }
}
