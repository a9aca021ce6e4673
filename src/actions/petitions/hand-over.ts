import { z } from 'zod';
import { longDate } from '../../core/language/format.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { permits } from '../../core/access/actor.ts';
import { filedJustNow } from '../../queries/filed-just-now.ts';
import { clockOf } from '../../store/clocks.ts';
import { newId } from '../../store/ids.ts';
import { openContacts } from '../../store/people.ts';
import { lockPetition, type LockedPetition } from '../../store/petitions.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { enqueueNotices, type Notice } from '../notices/enqueue-notices.ts';
import { Refused } from '../refused.ts';
import { placeOf, seenAndLocked } from './petition-action.ts';

const target = z.object({ petition_id: z.uuid() });

/**
 * Sends the receipt to the e-mail that was given, while the person is there: folio, key and until when.
 * @throws Refused `handed_over_already` for what the actor has not just filed, `contact_required` without an e-mail
 */
export const sendReceipt = defineAction({
  name: 'send-receipt',
  permission: 'petition.file_for_other',
  database_actor: () => ({ kind: 'system' }),
  input: target,
  async run(context): Promise<{ petition_id: string }> {
    const { petition, city, isOwn } = await petitionAtHand(context);
    // The key is handed over once; afterwards a new one is issued.
    if (!isOwn) throw new Refused('handed_over_already');
    const { row, ledger } = petition;
    const due_on = clockOf(ledger, 'reply')?.due_on;
    const values = {
      key: accessKeyFor(context.app.keys, row.id, row.access_key_issue),
      due: due_on == null ? '—' : longDate(due_on, { locale: city.city.locale }),
    };
    await send(context, { petition, city, notice: { template: 'petition_filed', values, asked_for: true } });
    return { petition_id: row.id };
  },
});

/**
 * Notes that the person was given a copy of the record of what they asked aloud, and sends it where it goes by e-mail.
 * @throws Refused `not_spoken` for what was asked in writing, `contact_required` without an e-mail
 */
export const giveSpokenCopy = defineAction({
  name: 'give-spoken-copy',
  permission: 'petition.file_for_other',
  database_actor: () => ({ kind: 'system' }),
  input: target.extend({ way: z.enum(['paper', 'email']) }),
  async run(context): Promise<{ petition_id: string }> {
    const { petition, city } = await petitionAtHand(context);
    const { tx, actor, input, now } = context;
    const { id: petition_id } = petition.row;
    const spoken = await tx
      .selectFrom('spoken_petitions')
      .select('taken_by')
      .where('petition_id', '=', petition_id)
      .executeTakeFirst();
    if (spoken === undefined) throw new Refused('not_spoken');
    if (input.way === 'email') {
      const values = { told: petition.row.description };
      await send(context, { petition, city, notice: { template: 'spoken_copy', values, asked_for: true } });
    }
    const given_by = actor.kind === 'staff' ? actor.user_id : spoken.taken_by;
    const given = { id: newId(), petition_id, way: input.way, given_by, given_at: now };
    await tx.insertInto('spoken_copies').values(given).execute();
    return { petition_id };
  },
});

type Given = ActionContext<z.output<typeof target>>;

/** The petition, locked: one that the actor has just filed whatever they may read, or one that they may act on. */
async function petitionAtHand(context: Given) {
  const { tx, actor, input, now } = context;
  const { petition_id } = input;
  const isOwn =
    actor.kind === 'staff' && (await filedJustNow(tx, { petition_id, user_id: actor.user_id, now }));
  const petition = isOwn ? await lockPetition(tx, petition_id) : await seenAndLocked(context, petition_id);
  if (petition === null) throw new Refused('not_found');
  if (!isOwn && !permits(actor, 'petition.file_for_other', placeOf(petition))) throw new Refused('forbidden');
  const city = await cityConfiguration(tx, petition.row.city_id);
  if (city === null) throw new Refused('city_unknown');
  return { petition, city, isOwn };
}

interface Sent {
  readonly petition: LockedPetition;
  readonly city: CityConfiguration;
  readonly notice: Notice;
}

async function send(context: Given, { petition, city, notice }: Sent): Promise<void> {
  const contacts = await openContacts(context.tx, context.app.keys, petition.row.id);
  if (!contacts.some(({ part, email }) => part === 'petitioner' && email !== null)) {
    throw new Refused('contact_required');
  }
  await enqueueNotices(context, { petition, city }, [notice]);
}
