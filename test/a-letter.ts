import { registerLetter } from '../src/actions/correspondence/register-letter.ts';
import { newId } from '../src/store/ids.ts';
import type { Town } from './town.ts';

type Letter = Parameters<typeof registerLetter>[2];

/** What a letter about a lamp brings, received just now. */
export function letterWords(town: Town): Letter {
  return {
    ...{ letter_id: newId(), city_id: town.city_id, medium: 'by_hand', sender_kind: 'person' },
    ...{ subject: 'Lámpara apagada', sheets: 2, received_at: town.app.now() },
    ...{ service_code: 'luminaria', description: 'No prende la lámpara', identity: 'named' },
    ...{ contact: { name: 'Rosa Hernández' }, notify_by: 'letter', privacy_version: 1 },
    place: { zone_code: 'iztapalapa' },
  };
}

/** A letter in the register of Iztapalapa. */
export async function aLetter(town: Town): Promise<string> {
  const letter = letterWords(town);
  await registerLetter(town.app, town.staff['agent.iztapalapa']!, letter);
  return letter.letter_id;
}
