import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPack } from '../src/actions/packs/load-pack.ts';
import { filePetition, type FiledPetition } from '../src/actions/petitions/file-petition.ts';
import type { App } from '../src/actions/app.ts';
import { readPackFolder } from '../src/cli/packs/read-pack-folder.ts';
import { inTransaction, openDatabase } from '../src/store/database.ts';
import { keyRing } from '../src/store/encryption.ts';
import { directoryFileStore } from '../src/store/file-store.ts';
import { newId } from '../src/store/ids.ts';
import { testDatabase } from './database.ts';

/** Mexico City's pack in a database of its own, for what needs no cast: files, documents, delivery, jobs. */
export interface OneCity {
  readonly app: App;
  readonly city_id: string;
  readonly url: string;
  readonly owner_url: string;
  /** The same installation on another day, or with another setting. */
  with(change: Partial<App>): App;
  /** Files a petition of Rosa's about a lamp that does not light. */
  file(change?: Partial<Parameters<typeof filePetition>[2]>, app?: App): Promise<FiledPetition>;
  drop(): Promise<void>;
}

const PACK = fileURLToPath(new URL('../packs/cdmx', import.meta.url));

export async function oneCity(now = '2026-09-11T16:00:00.000Z'): Promise<OneCity> {
  const db = await testDatabase();
  const { database, pool } = openDatabase(db.url, 4);
  const folder = await mkdtemp(join(tmpdir(), 'atiende-files-'));
  const app: App = {
    database,
    keys: keyRing(randomBytes(32)),
    files: directoryFileStore(folder),
    now: () => now,
    public_url: 'http://localhost:3000',
    sends_mail: true,
  };
  const pack = await readPackFolder(PACK);
  if (!pack.ok) throw new Error(pack.problems[0]!.sentence);
  const { city_id } = await inTransaction(database, { kind: 'system' }, (tx) =>
    loadPack(tx, pack.document, { is_demo: true }),
  );
  return {
    app,
    city_id,
    url: db.url,
    owner_url: db.owner_url,
    with: (change) => ({ ...app, ...change }),
    file: (change = {}, as = app) => filePetition(as, { kind: 'public' }, { ...aLamp(city_id), ...change }),
    async drop() {
      await pool.end();
      await db.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function aLamp(city_id: string): Parameters<typeof filePetition>[2] {
  return {
    city_id,
    petition_id: newId(),
    service_code: 'alumbrado',
    channel: 'portal',
    description: 'La lámpara de la esquina no enciende desde el lunes.',
    answers: { lamps: 1, state: 'dark' },
    place: { address_text: 'Calle Ermita 12', zone_code: 'iztapalapa' },
    identity: 'named',
    contact: { name: 'Rosa Núñez', email: 'rosa@example.mx', phone: '55 1234 5678' },
    notify_by: 'email',
    privacy_version: 1,
  };
}
