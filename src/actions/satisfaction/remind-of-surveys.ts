import { z } from 'zod';
import type { Asks } from '../../core/satisfaction/asks.ts';
import { REMIND_AFTER_HOURS } from '../../core/satisfaction/instrument.ts';
import { openContacts } from '../../store/people.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';
import { sendSurvey } from './survey-message.ts';

const hour = 3_600_000;

/** One reminder, 48 hours after the invitation, to whoever has neither answered nor declined (protocol K.3). */
export const remindSome = defineAction({
  name: 'remind-of-surveys',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().default(200) }),
  async run(context): Promise<{ seen: number }> {
    const { tx, app, now, input } = context;
    const due = await tx
      .selectFrom('surveys as s')
      .innerJoin('petitions as p', 'p.id', 's.petition_id')
      .select([
        's.id',
        's.asks',
        's.expires_at',
        's.declined_at',
        'p.id as petition_id',
        'p.city_id',
        'p.folio',
        'p.stage',
      ])
      .select(['p.service_id', 'p.current_authority_id'])
      .where('s.carried_by', '=', 'email')
      .where('s.answered_at', 'is', null)
      .where('s.reminded_at', 'is', null)
      .where('s.asked_at', '<=', new Date(Date.parse(now) - REMIND_AFTER_HOURS * hour).toISOString())
      .orderBy('s.asked_at')
      .limit(input.at_most)
      .forUpdate('s')
      .skipLocked()
      .execute();
    for (const { id, asks, petition_id, ...row } of due) {
      await tx.updateTable('surveys').set({ reminded_at: now }).where('id', '=', id).execute();
      const over = row.declined_at !== null || row.expires_at! <= now || row.stage !== 'closed';
      const contacts = over ? [] : await openContacts(tx, app.keys, petition_id);
      const to = contacts.find(({ part, notify_by }) => part === 'petitioner' && notify_by === 'email');
      const petition = { ...row, id: petition_id };
      const told = { id, asks: asks as Asks, petition, reminder: true, expires_at: row.expires_at! };
      if (to) await sendSurvey(context, { ...told, to });
    }
    return { seen: due.length };
  },
});

/** All that are due, in short transactions. */
export async function remindOfSurveys(app: App, at_most = 200): Promise<void> {
  for (;;) {
    const { seen } = await remindSome(app, { kind: 'system' }, { at_most });
    if (seen < at_most) return;
  }
}
