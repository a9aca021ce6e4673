import { z } from 'zod';
import { linkStates } from '../../core/telephony/link.ts';
import { tellCallBoards, tellTelephones } from '../../store/telephony/telephone-news.ts';
import { defineAction } from '../action.ts';

/**
 * The process that holds the line of an exchange says how it stands, every few seconds: where it says nothing, the line
 * is down for everybody who looks. Whoever has a telephone there is told of a change at once.
 */
export const sayLink = defineAction({
  name: 'say-link',
  permission: 'system',
  input: z.object({ exchange_id: z.uuid(), link: z.enum(linkStates) }),
  async run({ tx, input, now }): Promise<{ changed: boolean }> {
    const { exchange_id: id, link } = input;
    const before = await tx
      .selectFrom('telephone_exchanges')
      .select('link')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) return { changed: false };
    const changed = before.link !== link;
    await tx
      .updateTable('telephone_exchanges')
      .set({ link, ...(changed ? { link_since: now } : {}), ...(link === 'up' ? { heard_at: now } : {}) })
      .where('id', '=', id)
      .execute();
    if (!changed) return { changed };
    const agents = await tx
      .selectFrom('telephone_extensions')
      .select('user_id')
      .where('exchange_id', '=', id)
      .execute();
    await tellTelephones(tx, [...agents.map(({ user_id }) => user_id)]);
    const queues = await tx.selectFrom('call_queues').select('id').where('exchange_id', '=', id).execute();
    await tellCallBoards(tx, { queue_ids: queues.map((queue) => queue.id), user_ids: [] });
    return { changed };
  },
});
