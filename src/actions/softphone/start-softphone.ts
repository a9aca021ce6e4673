import { z } from 'zod';
import { sipUserOf } from '../../core/telephony/softphone.ts';
import { newId } from '../../store/ids.ts';
import { endSoftphones, softphoneLine, tellExchange } from '../../store/softphones.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * This browser becomes the telephone of the user's extension, until they disconnect or the session is over; another
 * browser that was it is it no longer. The password is not part of the answer: the query of the door works it out.
 * @throws Refused `not_found` for who has no extension, or whose exchange takes no browsers
 */
export const startSoftphone = defineAction({
  name: 'start-softphone',
  permission: 'interactions.record',
  input: z.object({ city_id: z.uuid(), session_id: z.uuid() }),
  // The exchange may be of another authority of the city; only what is the user's own is asked for.
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, actor, input, now }): Promise<{ softphone_id: string }> {
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    const attends = actor.grants.some(
      (grant) => grant.city_id === input.city_id && grant.permissions.includes('interactions.record'),
    );
    if (!attends) throw new Refused('forbidden');
    const line = await softphoneLine(tx, actor.user_id, input.city_id);
    if (line === undefined) throw new Refused('not_found');
    const session = await tx
      .selectFrom('sessions')
      .select('expires_at')
      .where('id', '=', input.session_id)
      .where('user_id', '=', actor.user_id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (session === undefined) throw new Refused('sign_in_needed');
    const place = { exchange_id: line.exchange_id, sip_user: sipUserOf(line) };
    const before = await tx
      .selectFrom('softphones')
      .select('id')
      .where('ended_at', 'is', null)
      .where((eb) =>
        eb.or([
          eb('user_id', '=', actor.user_id),
          eb.and([eb('exchange_id', '=', place.exchange_id), eb('sip_user', '=', place.sip_user)]),
        ]),
      )
      .forUpdate()
      .execute();
    await endSoftphones(
      tx,
      before.map(({ id }) => id),
      now,
    );
    const id = newId();
    await tx
      .insertInto('softphones')
      .values({
        ...{ id, city_id: input.city_id, authority_id: line.authority_id, ...place },
        ...{ user_id: actor.user_id, session_id: input.session_id },
        ...{ started_at: now, expires_at: session.expires_at },
      })
      .execute();
    await tellExchange(tx, place);
    return { softphone_id: id };
  },
});
