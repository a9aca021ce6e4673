import { sql } from 'kysely';
import { z } from 'zod';
import { idleMinutes } from '../../queries/staff/actor-of-session.ts';
import { endSoftphones } from '../../store/softphones.ts';
import { defineAction } from '../action.ts';

/** As `sipUserOf` says it. */
const sip_user_of_extension = sql<string>`coalesce(t.sip_user, substr(t.interface, strpos(t.interface, '/') + 1))`;

/**
 * Ends the telephones of who signed out, was idle for too long or is no member of staff any more, and of extensions that
 * belong to somebody else by now, or whose person has another one.
 */
export const endStaleSoftphones = defineAction({
  name: 'end-stale-softphones',
  permission: 'system',
  input: z.object({}),
  async run({ tx, now }): Promise<{ ended: number }> {
    const oldest = new Date(Date.parse(now) - idleMinutes * 60_000).toISOString();
    const stale = await tx
      .selectFrom('softphones as p')
      .select('p.id')
      .where('p.ended_at', 'is', null)
      .where((eb) =>
        eb.or([
          eb('p.expires_at', '<=', now),
          eb.not(
            eb.exists(
              eb
                .selectFrom('sessions as s')
                .innerJoin('users as u', 'u.id', 's.user_id')
                .select('s.id')
                .whereRef('s.id', '=', 'p.session_id')
                .where('u.is_active', '=', true)
                .where('s.revoked_at', 'is', null)
                .where('s.expires_at', '>', now)
                .where('s.last_seen_at', '>', oldest),
            ),
          ),
          eb.not(
            eb.exists(
              eb
                .selectFrom('telephone_extensions as t')
                .innerJoin('telephone_exchanges as x', 'x.id', 't.exchange_id')
                .select('t.id')
                .whereRef('t.user_id', '=', 'p.user_id')
                .whereRef('t.exchange_id', '=', 'p.exchange_id')
                .where('x.is_enabled', '=', true)
                .where(sip_user_of_extension, '=', eb.ref('p.sip_user')),
            ),
          ),
        ]),
      )
      .execute();
    await endSoftphones(
      tx,
      stale.map(({ id }) => id),
      now,
    );
    return { ended: stale.length };
  },
});
