import { storeUpload } from '../src/actions/files/store-upload.ts';
import { acceptPetition } from '../src/actions/petitions/accept-petition.ts';
import { addNote } from '../src/actions/petitions/add-note.ts';
import { answerQuestion } from '../src/actions/petitions/answer-question.ts';
import { askCitizen } from '../src/actions/petitions/ask-citizen.ts';
import { sendReply } from '../src/actions/petitions/send-reply.ts';
import { setPriority } from '../src/actions/petitions/set-priority.ts';
import { transferAuthority } from '../src/actions/petitions/transfer-authority.ts';
import { aDraft, aPetition } from './builders.ts';
import { citizenOf, type Town } from './town.ts';

export interface MovedPetition {
  readonly petition_id: string;
  /** The reply that Coyoacán sent in the end, and the draft that it had begun the first time. */
  readonly reply_id: string;
  readonly draft_id: string;
  /** One file of each stretch: `uno` and `tres` of Iztapalapa, `dos` and `cuatro` of Coyoacán. */
  readonly files: Readonly<Record<string, string>>;
}

const iztapalapa = 'supervisor.iztapalapa';
const coyoacan = 'supervisor.coyoacan';

/**
 * Iztapalapa has it from 29 April, Coyoacán from 4 May, Iztapalapa again from the 6th, Coyoacán for good from the
 * 11th, and replies on the 12th. In each stretch something of everything happens, with its own words: «Nota uno» …
 */
export async function aMovedPetition(town: Town): Promise<MovedPetition> {
  const { petition_id } = await aPetition(town, { stage: 'assigned' });
  const files: Record<string, string> = {};
  town.on('2026-04-29T17:00:00.000Z');
  files['uno'] = await work(town, { petition_id, by: iztapalapa, stretch: 'uno' });
  town.on('2026-05-04');
  await transfer(town, { petition_id, by: iztapalapa, to: 'coyoacan' });
  town.on('2026-05-05');
  files['dos'] = await work(town, { petition_id, by: coyoacan, stretch: 'dos' });
  const by = town.staff[coyoacan]!;
  await askCitizen(town.app, by, { petition_id, body: '¿Qué poste es?' });
  await answerQuestion(town.app, citizenOf(petition_id), { petition_id, body: 'El tercero' });
  const { reply_id: draft_id } = await aDraft(town, petition_id, { by });
  town.on('2026-05-06');
  await transfer(town, { petition_id, by: coyoacan, to: 'iztapalapa' });
  town.on('2026-05-07');
  files['tres'] = await work(town, { petition_id, by: iztapalapa, stretch: 'tres' });
  town.on('2026-05-11');
  await transfer(town, { petition_id, by: iztapalapa, to: 'coyoacan' });
  town.on('2026-05-12');
  files['cuatro'] = await work(town, { petition_id, by: coyoacan, stretch: 'cuatro' });
  await setPriority(town.app, by, { petition_id, priority: 2, reason: 'Urge' });
  const draft = await aDraft(town, petition_id, { by });
  await sendReply(town.app, by, draft);
  town.on('2026-05-13');
  return { petition_id, reply_id: draft.reply_id, draft_id, files };
}

async function work(
  town: Town,
  { petition_id, by, stretch }: { petition_id: string; by: string; stretch: string },
): Promise<string> {
  const actor = town.staff[by]!;
  await acceptPetition(town.app, actor, { petition_id });
  await addNote(town.app, actor, { petition_id, body: `Nota ${stretch}` });
  const stored = await storeUpload(town.app, actor, {
    ...{ city_id: town.city_id, petition_id, uploaded_kind: 'staff', declared_name: `${stretch}.pdf` },
    bytes: aPaper(stretch),
  });
  return stored.file_id;
}

/** A PDF of its own bytes. */
export const aPaper = (words: string): Buffer =>
  Buffer.from(`%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`);

export async function transfer(
  town: Town,
  { petition_id, by, to }: { petition_id: string; by: string; to: string },
): Promise<void> {
  const authority_id = town.authorities[to]!;
  const reason = `Le toca a ${to}`;
  await transferAuthority(town.app, town.staff[by]!, { petition_id, authority_id, reason });
}
