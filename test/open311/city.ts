import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { createApiKey, type ApiKeyPermission } from '../../src/actions/open311/create-api-key.ts';
import { loadPack } from '../../src/actions/packs/load-pack.ts';
import type { PackDocument } from '../../src/actions/packs/pack-document.ts';
import type { App } from '../../src/actions/app.ts';
import { open311Routes, type Open311Options } from '../../src/api/open311/routes.ts';
import { readPackFolder } from '../../src/cli/packs/read-pack-folder.ts';
import { buildServer } from '../../src/server/http.ts';
import { inTransaction, openDatabase } from '../../src/store/database.ts';
import { keyRing } from '../../src/store/encryption.ts';
import { directoryFileStore } from '../../src/store/file-store.ts';
import { PACKS } from '../calendars.ts';
import { testDatabase } from '../database.ts';

/** Mexico City with four more services, its Open311 door on a server in the process, and a way round the rules. */
export interface Open311City {
  readonly app: App;
  readonly server: FastifyInstance;
  readonly city_id: string;
  /** For arranging and looking at what the application may not. */
  readonly owner: pg.Client;
  /** The time that the application believes; a test may move it. */
  setNow(now: string): void;
  key(name: string, permissions?: ApiKeyPermission[]): Promise<string>;
  addCity(code: string): Promise<void>;
  drop(): Promise<void>;
}

type PackService = PackDocument['services'][number];

export async function open311City(options: Open311Options = {}): Promise<Open311City> {
  const db = await testDatabase();
  const { database, pool } = openDatabase(db.url, 8);
  const folder = await mkdtemp(join(tmpdir(), 'atiende-open311-'));
  let now = '2026-09-11T16:00:00.500Z';
  const app: App = {
    database,
    keys: keyRing(randomBytes(32)),
    files: directoryFileStore(folder),
    now: () => now,
    public_url: 'http://ciudad.example',
    sends_mail: false,
  };
  const city_id = await load(app, 'cdmx', (pack) => pack.services.push(...ourServices()));
  const server = await buildServer({ app, trusted_proxies: [], log_level: 'silent' });
  await server.register(open311Routes(app, options), { prefix: '/open311/v2' });
  const owner = new pg.Client(db.owner_url);
  await owner.connect();
  // Row-level security is forced on the owner too.
  await owner.query(`set atiende.actor = 'system'`);
  return {
    app,
    server,
    city_id,
    owner,
    setNow: (instant) => void (now = instant),
    async key(name, permissions = ['report']) {
      const made = await createApiKey(app, { kind: 'system' }, { city_id, name, permissions });
      return made.key;
    },
    async addCity(code) {
      await load(app, code, () => undefined);
    },
    async drop() {
      await server.close();
      await owner.end();
      await pool.end();
      await db.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function load(app: App, code: string, change: (pack: PackDocument) => void): Promise<string> {
  const pack = await readPackFolder(join(PACKS, code));
  if (!pack.ok) throw new Error(pack.problems[0]!.sentence);
  const document = structuredClone(pack.document);
  change(document);
  const loaded = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    loadPack(tx, document, { is_demo: false }),
  );
  return loaded.city_id;
}

function ourServices(): PackService[] {
  const plain = {
    group: 'calles',
    description: 'Para las pruebas.',
    kind: 'public_service_report',
    keywords: ['prueba, con coma'],
    questions: [],
    location: 'required',
    response_type: 'realtime',
    place_class: null,
    asks_if_it_lasts: false,
    visibility: 'public',
    notice: null,
    emergency_words: [],
    is_active: true,
  } as const satisfies Partial<PackService>;
  return [
    { ...plain, code: 'abierto', name: 'Reporte abierto', keywords: [], questions: [], emergency_words: [] },
    {
      ...plain,
      code: 'por-lote',
      name: 'Por lote',
      response_type: 'batch',
      keywords: [],
      questions: [],
      emergency_words: [],
    },
    {
      ...plain,
      code: 'sin-numero',
      name: 'Sin número',
      response_type: 'blackbox',
      keywords: [],
      questions: [],
      emergency_words: [],
    },
    {
      ...plain,
      code: 'reservado',
      name: 'Reservado',
      visibility: 'private',
      keywords: [],
      questions: [],
      emergency_words: [],
    },
    {
      ...plain,
      code: 'con-preguntas',
      name: 'Con preguntas',
      notice: 'Se revisa en cinco días.',
      keywords: ['prueba, con coma'],
      emergency_words: [],
      questions: [
        { code: 'what', label: '¿Qué es?:', type: 'text', required: true },
        { code: 'more', label: 'Cuente más', type: 'long_text', required: false },
        { code: 'many', label: '¿Cuántos?', type: 'number', required: false, at_least: 1, at_most: 9 },
        { code: 'since', label: '¿Desde cuándo?', type: 'date', required: false },
        { code: 'danger', label: '¿Hay peligro?', type: 'yes_no', required: false },
        { code: 'size', label: '¿De qué tamaño?', type: 'one_of', required: false, options: sizes() },
        { code: 'seen', label: '¿Qué se ve?', type: 'many_of', required: false, options: sizes() },
        { code: 'advice', label: 'No se acerque.', type: 'note', required: false },
        {
          ...{ code: 'who', label: '¿Quién corre peligro?', type: 'text', required: true, is_private: true },
          only_if: { question: 'danger', is: ['yes'] },
        },
      ],
    },
  ];
}

const sizes = () => [
  { code: 's', label: 'Chico & «feo»' },
  { code: 'm', label: 'Mediano' },
  { code: 'l', label: 'Grande' },
];
