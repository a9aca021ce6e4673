import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyRing } from '../../src/store/encryption.ts';
import { accessKeyFor } from '../../src/store/secrets.ts';
import { mailPeer, type MailPeer } from '../mail-peer.ts';
import { fileMany, fileReport, type Filing } from './filing-clients.ts';
import { ask, installCities, runningDatabase, verified } from './installation.ts';
import {
  atiende,
  beginProgram,
  endEverything,
  run,
  root,
  scratchFolder,
  startProgram,
  until,
  type Folder,
  type Program,
} from './program.ts';

const [old, fresh, other] = [scratchFolder(), scratchFolder(), scratchFolder()];
const archive = join(other.path, 'respaldo.tar');
const key_of = (folder: Folder) => join(folder.path, 'keys', 'master.key');
let api_key: string;
let peer: MailPeer;
/** What the person who filed with a photograph holds. */
let receipt: { folio: string; key: string };

beforeAll(async () => {
  peer = await mailPeer();
  api_key = (await installCities(old, [{ pack: 'metepec' }]))['metepec']!;
});
afterAll(async () => {
  endEverything();
  await peer.close();
  await Promise.all([old.remove(), fresh.remove(), other.remove()]);
});

const mail = () => ({ SMTP_URL: peer.url, MAIL_FROM: 'avisos@example.mx' });
/** A report with a photograph, by somebody who gets a receipt with the key. */
async function fileWithPhoto({ url }: Filing): Promise<string> {
  const form = new FormData();
  const given = {
    ...{ api_key, service_code: 'alumbrado', description: 'Poste caído', 'attribute[lamps]': '1' },
    ...{ address_string: 'Calle 3', email: 'rosa@correo.example', first_name: 'Rosa' },
  };
  for (const [name, value] of Object.entries(given)) form.set(name, value);
  const photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#264' } })
    .jpeg()
    .toBuffer();
  form.set('media', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'foto.jpg');
  const filed = await fetch(`${url}/open311/v2/requests.json`, {
    method: 'POST',
    body: form,
    headers: { 'idempotency-key': 'con-foto' },
  });
  return ((await filed.json()) as [{ service_request_id: string }])[0].service_request_id;
}

/** The key that the receipt of a petition shows. */
async function keyOf(folio: string): Promise<string> {
  const keys = keyRing(Buffer.from(readFileSync(key_of(old), 'utf8').trim(), 'base64'));
  const sql = `select id, access_key_issue as issue from petitions where folio = '${folio}'`;
  const [row] = await ask<{ id: string; issue: number }>(runningDatabase(old).owner_url, sql);
  return accessKeyFor(keys, row!.id, row!.issue);
}

/** A citizen's key opens the private view, which names what was reported. */
async function opens({ url }: Program, { folio, key }: typeof receipt): Promise<string> {
  const linked = await fetch(`${url}/s/${folio}/${key}`, { redirect: 'manual' });
  expect(linked.status).toBe(303);
  const cookie = linked.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return (await fetch(`${url}/seguimiento/${folio}`, { headers: { cookie } })).text();
}

test('a backup is made with one command while petitions are filed', async () => {
  const program = await startProgram(old, mail());
  const filing = { url: program.url, api_key };
  const folio = await fileWithPhoto(filing);
  receipt = { folio, key: await keyOf(folio) };
  expect(await opens(program, receipt)).toContain('Poste caído');

  const filings = fileMany(filing, 200);
  await until(async () => filings.folios.size > 60, program);
  const made = await atiende(old, ['backup', archive, '--json']);
  const atTheEnd = filings.folios.size;
  await filings.done;
  expect([made.code, made.said]).toEqual([0, expect.stringContaining('La clave maestra no va dentro')]);
  const { rows, files, files_missing } = JSON.parse(made.out) as {
    rows: Record<string, number>;
    files: number;
    files_missing: string[];
  };
  expect(files_missing).toEqual([]);
  expect(files).toBeGreaterThan(0);
  expect(rows['petitions']).toBeGreaterThan(60);
  expect(rows['petitions']).toBeLessThanOrEqual(atTheEnd + 8);
  expect(filings.refusals).toEqual([]);
  await program.end('SIGTERM');
});

test('checking reads it whole and needs no database; a cut one is refused and nothing is made of it', async () => {
  const nowhere = join(other.path, 'nowhere');
  const elsewhere: Folder = { ...other, path: nowhere };
  const checked = await atiende(elsewhere, ['restore', archive, '--check', '--json']);
  expect([checked.code, JSON.parse(checked.out)]).toEqual([
    0,
    expect.objectContaining({ holds_master_key: false, files_missing: [] }),
  ]);
  const cut = join(other.path, 'cortado.tar');
  copyFileSync(archive, cut);
  truncateSync(cut, Math.floor(readFileSync(archive).length / 2));
  const refused = await atiende(elsewhere, ['restore', cut]);
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('El respaldo está incompleto')]);
  expect(existsSync(nowhere)).toBe(false);
});

test('it asks for the key that it needs, and refuses another one', async () => {
  const without = await atiende(fresh, ['restore', archive]);
  expect([without.code, without.said]).toEqual([
    1,
    expect.stringContaining(`master.key en ${key_of(fresh)}`),
  ]);
  const foreign = scratchFolder();
  await installCities(foreign, []);
  mkdirSync(join(fresh.path, 'keys'));
  copyFileSync(key_of(foreign), key_of(fresh));
  await foreign.remove();
  const refused = await atiende(fresh, ['restore', archive]);
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('no es la de este respaldo')]);
  expect(existsSync(join(fresh.path, 'database'))).toBe(false);
});

test('killed in the middle it leaves nothing that starts, and done again it is whole', async () => {
  copyFileSync(key_of(old), key_of(fresh));
  const command = [process.execPath, join(root, 'src', 'cli', 'main.ts'), 'restore', archive];
  const begun = run(command, { DATA_DIRECTORY: fresh.path, LOG_LEVEL: 'silent' });
  await until(async () => existsSync(join(fresh.path, 'files')), begun);
  await begun.end('SIGKILL');
  const started = beginProgram(fresh);
  expect(await started.ended).toMatchObject({ code: 1 });
  expect(started.said()).toContain('se interrumpió la recuperación de un respaldo');
  await fresh.endPostgres();

  const restored = await atiende(fresh, ['restore', archive, '--json']);
  expect([restored.code, restored.said]).toEqual([0, expect.stringContaining('Listo:')]);
});

test('the product works on it: counts, histories, files, the key of a citizen, the next folio', async () => {
  const { rows } = JSON.parse((await atiende(fresh, ['restore', archive, '--check', '--json'])).out) as {
    rows: Record<string, number>;
  };
  const sent = peer.taken.length;
  const program = await startProgram(fresh, mail());
  const { url, owner_url } = runningDatabase(fresh);
  expect(await verified(url)).toMatchObject({ petitions: rows['petitions'], problems: [] });
  const named = await ask<{ storage_name: string; sha256: Buffer }>(
    owner_url,
    'select storage_name, sha256 from files union all select storage_name, sha256 from letters',
  );
  expect(named.length).toBeGreaterThan(0);
  for (const { storage_name, sha256 } of named) {
    const bytes = readFileSync(join(fresh.path, 'files', storage_name));
    expect(createHash('sha256').update(bytes).digest().equals(sha256), storage_name).toBe(true);
  }
  expect(await opens(program, receipt)).toContain('Poste caído');
  expect((await atiende(fresh, ['verify'])).code).toBe(0);

  const before = await ask<{ folio: string }>(owner_url, 'select folio from petitions');
  const next = await fileReport({ url: program.url, api_key }, 5_001);
  expect(next?.folio).toMatch(/^MET-/);
  expect(before.map(({ folio }) => folio)).not.toContain(next?.folio);
  // What waited in the backup has been sent by the old installation: nobody gets it twice.
  await program.end('SIGTERM');
  expect(peer.taken.length).toBe(sent);
});

test('a place with data is refused and stays as it is', async () => {
  const refused = await atiende(fresh, ['restore', archive]);
  expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('Ya hay archivos')]);
  const withoutFiles = scratchFolder();
  cpSync(join(fresh.path, 'keys'), join(withoutFiles.path, 'keys'), { recursive: true });
  await installCities(withoutFiles, [{ pack: 'metepec' }]);
  const full = await atiende(withoutFiles, ['restore', archive]);
  await withoutFiles.remove();
  expect([full.code, full.said]).toEqual([1, expect.stringContaining('base de datos ya tiene datos')]);
});

test('with its key inside it says so, and is restored by itself', async () => {
  const place = join(other.path, 'con-clave.tar');
  const made = await atiende(fresh, ['backup', place, '--with-keys']);
  expect([made.code, made.said]).toEqual([0, expect.stringContaining('lleva dentro la clave maestra')]);
  const again = scratchFolder();
  const restored = await atiende(again, ['restore', place]);
  expect([restored.code, restored.said]).toEqual([0, expect.stringContaining('Listo:')]);
  expect(readFileSync(key_of(again), 'utf8')).toBe(readFileSync(key_of(fresh), 'utf8'));
  expect(readdirSync(again.path)).not.toContain('restore-unfinished');
  const program = await startProgram(again);
  expect(await opens(program, receipt)).toContain('Poste caído');
  await program.end('SIGTERM');
  await again.remove();
});
