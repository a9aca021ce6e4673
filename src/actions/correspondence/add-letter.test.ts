import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { newId } from '../../store/ids.ts';
import { askCitizen } from '../petitions/ask-citizen.ts';
import { storeUpload } from '../files/store-upload.ts';
import { addLetter } from './add-letter.ts';
import { bindLetter } from './bind-letter.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const agent = () => town.staff['agent.iztapalapa']!;

/** A letter with one page about a petition whose person was asked something. */
async function added(from_petitioner: boolean | undefined) {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  await askCitizen(town.app, town.staff['julian']!, {
    petition_id,
    body: '¿Cuál poste?',
    cause: 'incomplete',
  });
  const where = { city_id: town.city_id, uploaded_kind: 'staff', audience: 'citizen' } as const;
  const bytes = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  const page = await storeUpload(town.app, agent(), { ...where, bytes, declared_name: 'hoja.jpg' });
  const letter_id = newId();
  const { answers } = await addLetter(town.app, agent(), {
    ...{ letter_id, city_id: town.city_id, petition_id, received_at: town.app.now(), medium: 'by_hand' },
    ...{ sender_kind: 'person', subject: 'El del número 12', sheets: 1, sender_name: 'Alguien' },
    ...{ page_file_ids: [page.file_id], ...(from_petitioner === undefined ? {} : { from_petitioner }) },
  });
  await bindLetter(town.app, letter_id);
  return { petition_id, answers };
}

const shownTo = (audience: string, petition_id: string) =>
  town.asSystem(async (tx) => {
    const files = tx.selectFrom('files').select('media_type').where('petition_id', '=', petition_id);
    const events = tx.selectFrom('petition_events').select('type').where('petition_id', '=', petition_id);
    const told = await events.where('audience', '=', audience).execute();
    return {
      files: (await files.where('audience', '=', audience).execute()).map(({ media_type }) => media_type),
      of_letter: told
        .map(({ type }) => type)
        .filter((type) => type === 'letter_added' || type === 'file_added'),
    };
  });

it('takes the petitioner’s letter as what they answer, and shows it to them', async () => {
  const { petition_id, answers } = await added(true);
  expect(answers).toBe(true);
  expect((await petitionRow(town, petition_id)).stage).toBe('in_work');
  const { files, of_letter } = await shownTo('citizen', petition_id);
  expect(files).toEqual(['application/pdf']);
  expect(of_letter.sort()).toEqual(['file_added', 'letter_added']);
});

it('takes the letter of somebody else for no answer, and shows nothing of it to the petitioner', async () => {
  for (const from_petitioner of [false, undefined]) {
    const { petition_id, answers } = await added(from_petitioner);
    expect(answers).toBe(false);
    expect((await petitionRow(town, petition_id)).stage).toBe('waiting_citizen');
    expect(await shownTo('citizen', petition_id)).toEqual({ files: [], of_letter: [] });
    const { files } = await shownTo('staff', petition_id);
    expect(files).toContain('application/pdf');
  }
});
