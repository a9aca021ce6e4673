import { beginPaperDelivery } from '../src/actions/correspondence/begin-paper-delivery.ts';
import { makeCoverSheets } from '../src/actions/correspondence/make-cover-sheets.ts';
import { registerLetter } from '../src/actions/correspondence/register-letter.ts';
import { sendReply } from '../src/actions/petitions/send-reply.ts';
import { newId } from '../src/store/ids.ts';
import { aDraft, aPetition } from './builders.ts';
import type { Town } from './town.ts';

type Letter = Parameters<typeof registerLetter>[2];

/** What a letter about a lamp brings, received just now; it was meant for Coyoacán. */
export function letterWords(town: Town): Letter {
  return {
    ...{ letter_id: newId(), city_id: town.city_id, medium: 'by_hand', sender_kind: 'person' },
    ...{ subject: 'Lámpara apagada', sheets: 2, received_at: town.app.now() },
    ...{ service_code: 'luminaria', description: 'No prende la lámpara', identity: 'named' },
    ...{ contact: { name: 'Rosa Hernández' }, notify_by: 'letter', privacy_version: 1 },
    ...{ place: { zone_code: 'iztapalapa' }, addressed_to: town.authorities['coyoacan']! },
  };
}

/** A letter in the register of Iztapalapa. */
export async function aLetter(town: Town): Promise<string> {
  const letter = letterWords(town);
  await registerLetter(town.app, town.staff['agent.iztapalapa']!, letter);
  return letter.letter_id;
}

/** A reply that was sent to somebody who asked for a letter. */
export async function aPaperReply(town: Town): Promise<{ petition_id: string; reply_id: string }> {
  const { petition_id } = await aPetition(town, {
    ...{ stage: 'in_work', channel: 'letter', notify_by: 'letter' },
    contact: { name: 'Rosa Hernández', address: 'Calle 5 número 8' },
  });
  const draft = await aDraft(town, petition_id);
  await sendReply(town.app, town.staff['julian']!, draft);
  return draft;
}

/** One that is with the carrier. */
export async function aPaperDelivery(town: Town): Promise<string> {
  const delivery_id = newId();
  const at = town.app.now();
  const posted = { delivery_id, way: 'post', tracking: 'MX123', at } as const;
  await beginPaperDelivery(town.app, town.staff['julian']!, { ...(await aPaperReply(town)), ...posted });
  return delivery_id;
}

/** Two cover sheets of Iztapalapa. */
export async function aCoverBatch(town: Town): Promise<string> {
  const batch = { batch_id: newId(), city_id: town.city_id, count: 2 };
  await makeCoverSheets(town.app, town.staff['agent.iztapalapa']!, batch);
  return batch.batch_id;
}
