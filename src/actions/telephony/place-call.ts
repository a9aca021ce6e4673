import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { personsWithNumber, sealNumber } from '../../store/telephony/calls.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { recordingAt } from '../interactions/interaction-place.ts';
import { normalisePhone } from '../petitions/normalise-contact.ts';
import { Refused } from '../refused.ts';
import { orderAtExchange } from './exchange-orders.ts';
import { ownTelephone } from './own-telephone.ts';

interface CallPlaced {
  readonly call_id: string;
}

/**
 * Rings the agent's own telephone and then calls a number: the one that is given, or that of a call-back.
 * @throws Refused `not_found`, `no_extension`, `telephony_away`, `number_wrong`, `already_in_call`
 */
export const placeCall = defineAction({
  name: 'place-call',
  permission: 'interactions.record',
  // The exchange may be of another authority of the city: only one's own telephone is asked for.
  database_actor: () => ({ kind: 'system' }),
  input: z.object({ city_id: z.uuid(), number: z.string().trim().min(3).max(40) }),
  async run(context): Promise<CallPlaced> {
    const { input, tx, actor } = context;
    const { city } = await recordingAt(tx, actor, input.city_id);
    const number = normalisePhone(input.number, city.city.country as CountryCode);
    if (number === null || !/^\+?\d{7,15}$/.test(number)) throw new Refused('number_wrong');
    return callNumber(context, number);
  },
});

/** The call is written before anybody is called, so that its number is known whatever the exchange says of it. */
export async function callNumber(context: ActionContext<unknown>, number: string): Promise<CallPlaced> {
  const { tx, app, now } = context;
  const own = await ownTelephone(context);
  const busy = await tx
    .selectFrom('call_legs as l')
    .innerJoin('calls as c', 'c.id', 'l.call_id')
    .select('l.id')
    .where('l.user_id', '=', own.user_id)
    .where('c.exchange_id', '=', own.exchange_id)
    .where('l.ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (busy !== undefined) throw new Refused('already_in_call');
  const call_id = newId();
  const { exchange_id, city_id, authority_id, user_id, extension } = own;
  const sealed = sealNumber(app.keys, number);
  const persons = await personsWithNumber(tx, city_id, sealed.number_index!);
  const person_id = persons.length === 1 ? persons[0]! : null;
  const linked_id = `atiende-${call_id}`;
  await tx
    .insertInto('calls')
    .values({
      ...{ id: call_id, city_id, authority_id, exchange_id, linked_id, direction: 'out', ...sealed },
      ...{ person_id, started_at: now, heard_at: now },
    })
    .execute();
  await tx
    .insertInto('call_legs')
    .values({ id: newId(), call_id, channel_id: linked_id, user_id, extension, rang_at: now })
    .execute();
  const city = (await cityConfiguration(tx, city_id))!;
  const told = {
    number: asDialled(number, city.city.country),
    linked_id,
    interface: own.interface,
    context: own.dial_context,
    extension,
  };
  await orderAtExchange(context, { exchange_id, authority_id, user_id, verb: 'call', call_id, told });
  return { call_id };
}

/** As one dials it there: ten figures within the country, `00` and the country for another. */
function asDialled(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (parsed === undefined) return number.replace(/^\+/, '');
  return parsed.country === country
    ? parsed.nationalNumber
    : `00${parsed.countryCallingCode}${parsed.nationalNumber}`;
}
