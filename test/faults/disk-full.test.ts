import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { alternating } from '../durability/alternating.ts';
import { fileReport, hasEmail, type Answer } from '../durability/filing-clients.ts';
import { ask, installCities, verified } from '../durability/installation.ts';
import {
  endEverything,
  root,
  startProgram,
  until,
  type Folder,
  type Program,
} from '../durability/program.ts';
import { visitor, type Visitor } from '../portal-visitor.ts';
import { isLong, tell } from './plan.ts';
import { startProvider, type Provider } from './provider.ts';
import { inOwnNamespace, mountVolumes } from './volumes.ts';

const volumes = mountVolumes();
let database: EmbeddedDatabase;
let provider: Provider;
let program: Program;
let api_key: string;

beforeAll(async () => {
  if (volumes === null) return;
  const { of_database, of_files } = volumes;
  database = await startEmbeddedDatabase({ data_directory: of_database.path, log: () => undefined });
  provider = await startProvider();
  const environment = {
    ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.owner_url },
    ...{ SMTP_URL: provider.url, MAIL_FROM: 'avisos@example.mx' },
  };
  const folder = { path: of_files.path } as Folder;
  api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  program = await startProgram(folder, environment);
});
afterAll(async () => {
  endEverything();
  await provider?.leave();
  await database?.stop();
  volumes?.remove();
});

const status = async (path: string) => (await fetch(`${program.url}${path}`)).status;
const file = (n: number, change = {}) => fileReport({ url: program.url, api_key }, n, change);

// Not root: the same file again, inside a namespace where it may mount.
test.runIf(volumes === null)('disks fill up in a namespace of its own', { timeout: 600_000 }, (context) => {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const again = inOwnNamespace([
    ...[process.execPath, vitest, 'run', '--config', config, '--configLoader', 'native'],
    ...['--root', root, 'test/faults/disk-full.test.ts'],
  ]);
  if (typeof again === 'number') return expect(again).toBe(0);
  tell(`no disk could be filled: this account may neither mount nor begin a namespace (${again})`);
  if (isLong) throw new Error(again);
  context.skip();
});

test.runIf(volumes !== null)(
  'with the volume of the database full nothing acknowledged is lost, the rest is a 503, and room makes it work again',
  async () => {
    const folios = new Set<string>();
    const answers: (Answer | null)[] = [];
    for (let n = 0; n < 5; n++) folios.add((await file(n))!.folio!);
    onTestFinished(() => volumes!.of_database.clear());
    volumes!.of_database.fill();
    const long = { description: 'x'.repeat(3_500) };
    // A file of the log has room left; what comes then has none.
    await until(async () => {
      const answer = await file(10 + answers.length, long);
      answers.push(answer);
      if (answer?.folio) folios.add(answer.folio);
      return answer?.status !== 200 || answers.length > 3_000;
    });
    expect(answers.at(-1)).toMatchObject({ status: 503, retry_after: '5' });
    expect(await status('/livez')).toBe(200);
    const last = 10 + answers.length - 1;
    const refused: (number | undefined)[] = [];
    for (let n = 0; n < 5; n++) refused.push((await file(last, long))?.status);
    expect(refused.filter((one) => one !== 503 && one !== 200)).toEqual([]);

    volumes!.of_database.clear();
    const again = await until(async () => {
      const answer = await file(last, long);
      return answer?.status === 200 && answer;
    });
    folios.add(again.folio!);
    const kept = await ask<{ folio: string }>(database.owner_url, 'select folio from petitions');
    tell(
      `database volume full: ${folios.size} folios acknowledged, ${kept.length} kept, ${1 + refused.filter((one) => one === 503).length} told to wait`,
    );
    expect(kept.map(({ folio }) => folio).sort()).toEqual([...folios].sort());
    expect(await verified(database.url)).toMatchObject({ problems: [] });
    const numbers = [...Array(5).keys(), ...Array.from({ length: answers.length }, (_, n) => 10 + n)];
    const expected = numbers.filter(hasEmail).map((n) => `vecina${n}@correo.example`);
    await until(async () => expected.every((to) => provider.recipients.has(to)));
    expect(provider.takings).toHaveLength(expected.length);
  },
);

const picture = (red: number) =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: { r: red, g: 80, b: 90 } } })
    .jpeg()
    .toBuffer();

async function addPhoto(who: Visitor, red: number) {
  await who.get('/solicitud/fotos');
  const photo = { field: 'archivos', name: `poste${red}.jpg`, type: 'image/jpeg', bytes: await picture(red) };
  return who.send('/solicitud/fotos', { hacer: 'agregar' }, [photo]);
}

/** The files on the volume, by the hash of their bytes. */
function hashesOnVolume(): string[] {
  const folder = join(volumes!.of_files.path, 'files');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'));
}

test.runIf(volumes !== null)(
  'with the volume of the files full words are filed, a photo is told to wait, and no half of one is kept',
  async () => {
    const rosa = visitor(alternating([program.url]));
    await rosa.get('/solicitud?tema=alumbrado');
    await rosa.send('/solicitud', {});
    await rosa.follow();
    await rosa.send('/solicitud/que', { descripcion: 'La lámpara de la esquina no enciende.' });
    const first = await addPhoto(rosa, 10);
    const address = /src="(\/solicitud\/archivos\/[^"]+)"/.exec(first.body)?.[1] ?? '';
    expect(await status('/readyz')).toBe(200);
    volumes!.of_files.fill();
    expect(await status('/readyz')).toBe(503);
    const refused = await addPhoto(rosa, 200);
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    expect((await file(4_000))?.folio).toMatch(/^MET-/);
    expect((await rosa.get('/solicitud/que')).body).toContain('de la esquina no enciende');
    expect((await rosa.get(address)).headers['content-type']).toBe('image/jpeg');

    volumes!.of_files.clear();
    expect(await status('/readyz')).toBe(200);
    expect((await addPhoto(rosa, 200)).status).toBe(200);
    const rows = await ask<{ hash: string }>(
      database.owner_url,
      `select encode(sha256, 'hex') as hash from files where removed_at is null`,
    );
    tell(
      `files volume full: 1 photo told to wait, 1 petition filed meanwhile; ${rows.length} photos kept whole`,
    );
    expect(rows).toHaveLength(2);
    expect(hashesOnVolume().sort()).toEqual(rows.map(({ hash }) => hash).sort());
  },
);
