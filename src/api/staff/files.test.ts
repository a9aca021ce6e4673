import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aConsole, type Browser } from '../../../test/console.ts';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { createUser } from '../../actions/identity/create-user.ts';

let city: OneCity;
let console_: Awaited<ReturnType<typeof aConsole>>;
let clerk: Browser;
let elsewhere: Browser;

beforeAll(async () => {
  city = await oneCity();
  console_ = await aConsole(city.app);
  clerk = await console_.as(await aClerk('iztapalapa'));
  elsewhere = await console_.as(await aClerk('coyoacan'));
});
afterAll(async () => {
  await console_.server.close();
  await city.drop();
});

async function aClerk(authority: string): Promise<{ user_id: string }> {
  const { id } = await city.app.database
    .selectFrom('authorities')
    .select('id')
    .where('code', '=', authority)
    .executeTakeFirstOrThrow();
  const made = await createUser(
    city.app,
    { kind: 'system' },
    {
      ...{
        city_id: city.city_id,
        email: `${authority}@gestion.example`,
        name: 'Gestora',
        password: 'cuatro palabras sueltas aquí',
      },
      ...{ must_change_password: false, grants: [{ role_code: 'clerk', authority_id: id, unit_id: null }] },
    },
  );
  return made;
}

/** multipart/form-data with one file. */
function upload(bytes: Buffer, name: string, type: string) {
  const edge = 'xxxxfinxxxx';
  const head = `--${edge}\r\ncontent-disposition: form-data; name="alt_text"\r\n\r\nLa lámpara\r\n--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
  return { body: body as never, headers: { 'content-type': `multipart/form-data; boundary=${edge}` } };
}

const aPhoto = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#c00' } })
    .jpeg()
    .toBuffer();

it('keeps a file on a petition and hands it only to who may see the petition', async () => {
  const { petition_id } = await city.file();
  const stored = await clerk('upload_to_petition', {
    params: { id: petition_id },
    ...upload(await aPhoto(), 'foto.jpg', 'image/jpeg'),
  });
  expect(stored.body).toMatchObject({
    media_type: 'image/jpeg',
    alt_text: 'La lámpara',
    audience: 'staff',
    width: 40,
  });
  const got = await clerk('get_file', { params: { id: stored.body.id } });
  expect([got.status, got.headers['content-type'], got.headers['x-content-type-options']]).toEqual([
    200,
    'image/jpeg',
    'nosniff',
  ]);
  expect(got.bytes.length).toBe(stored.body.bytes);
  expect((await elsewhere('get_file', { params: { id: stored.body.id } })).status).toBe(404);
  const script = upload(Buffer.from('<svg onload="x"/>'), 'foto.jpg', 'image/jpeg');
  expect((await clerk('upload_to_petition', { params: { id: petition_id }, ...script })).error.code).toBe(
    'unsupported_file',
  );
  expect(
    (
      await elsewhere('upload_to_petition', {
        params: { id: petition_id },
        ...upload(await aPhoto(), 'a.jpg', 'image/jpeg'),
      })
    ).status,
  ).toBe(404);
});

it('keeps a scan for a filing, for who sent it alone, until it is filed or taken away', async () => {
  const scan = async () =>
    (await clerk('upload_for_filing', upload(await aPhoto(), 'carta.jpg', 'image/jpeg'))).body.id;
  const [one, other] = [await scan(), await scan()];
  expect((await clerk('get_file', { params: { id: one } })).status).toBe(200);
  expect((await elsewhere('get_file', { params: { id: one } })).status).toBe(404);
  expect((await elsewhere('remove_file', { params: { id: one } })).status).toBe(404);
  expect((await clerk('remove_file', { params: { id: one } })).status).toBe(200);
  const letter = (file_ids: string[]) => ({
    body: {
      ...{ service_code: 'alumbrado', channel: 'letter', description: 'Carta', identity: 'anonymous' },
      ...{ answers: { lamps: 1, state: 'dark' }, place: { zone_code: 'iztapalapa' } },
      ...{ privacy_version: 1, file_ids },
    },
  });
  const others = await elsewhere('file_petition', letter([other]));
  expect([others.status, others.error.fields['file_ids']?.code]).toEqual([422, 'invalid']);
  const many = await Promise.all([1, 2, 3, 4, 5].map(scan));
  const tooMany = await clerk('file_petition', letter([other, ...many]));
  expect([tooMany.error.code, tooMany.error.details]).toEqual(['too_many_files', { at_most: 5 }]);
  const filed = await clerk('file_petition', letter([other]));
  expect(filed.error.fields).toEqual({});
  const page = await clerk('get_petition', { params: { id: filed.body.petition_id } });
  expect(page.body.files.map(({ id, audience }) => [id, audience])).toEqual([[other, 'citizen']]);
  const receipt = await clerk('get_receipt', { params: { id: filed.body.petition_id } });
  expect(receipt.bytes.subarray(0, 5).toString()).toBe('%PDF-');
});
