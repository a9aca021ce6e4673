import sharp from 'sharp';
import { beginPile } from '../src/actions/correspondence/begin-pile.ts';
import { keepPileReading } from '../src/actions/correspondence/read-pile.ts';
import { registerLetter } from '../src/actions/correspondence/register-letter.ts';
import { storeUpload } from '../src/actions/files/store-upload.ts';
import { newId } from '../src/store/ids.ts';
import { aCoverBatch, letterWords } from './a-letter.ts';
import type { Town } from './town.ts';

/** A pile of Iztapalapa that was read: one cover sheet, whose letter is registered, and one page behind it. */
export async function aPile(town: Town): Promise<string> {
  const agent = town.staff['agent.iztapalapa']!;
  const batch_id = await aCoverBatch(town);
  const { code } = await town.asSystem((tx) =>
    tx.selectFrom('cover_sheets').select('code').where('batch_id', '=', batch_id).executeTakeFirstOrThrow(),
  );
  await registerLetter(town.app, agent, { ...letterWords(town), cover_code: code, sheets: 1 });
  const bytes = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#eee' } })
    .jpeg()
    .toBuffer();
  const where = { city_id: town.city_id, uploaded_kind: 'staff', audience: 'citizen' } as const;
  const { file_id } = await storeUpload(town.app, agent, { ...where, bytes, declared_name: 'pila.jpg' });
  const pile_id = newId();
  await beginPile(town.app, agent, { pile_id, city_id: town.city_id, file_ids: [file_id] });
  const place = { file_id, page_of_file: 1, is_blank: false };
  await keepPileReading(
    town.app,
    { kind: 'system' },
    {
      ...{ pile_id, problem: null },
      pages: [
        { ...place, page: 1, code },
        { ...place, page: 2, code: null },
      ],
    },
  );
  return pile_id;
}
