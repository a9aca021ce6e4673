import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { openDataRoutes } from '../src/api/open-data/routes.ts';
import { portalRoutes } from '../src/portal/portal.ts';
import { publishedFile } from '../src/queries/public/open-data/publication.ts';
import { buildServer } from '../src/server/http.ts';
import { aPetition } from './builders.ts';
import { aTown, type Town } from './town.ts';

/** What is nobody's business, planted wherever a person can write. */
export const secrets = {
  phone: '55 1234 5678',
  email: 'rosa.secreta@correo.example',
  curp: 'GOMR800101MDFLRS09',
  rfc: 'GOMR800101AB1',
  name: 'Rosa Secretísima',
} as const;

const everySecret = Object.values(secrets).join(', ');

/** Units whose names try every corner of a CSV. */
export const awkward = 'Señalización, «obras» y "más"\r\nsegunda línea 🚧 ñandú';

/** Where the petitions of the town really are, by id. */
export type Truth = ReadonlyMap<string, { latitude: number; longitude: number; service: string }>;

export interface OpenDataTown {
  readonly town: Town;
  readonly truth: Truth;
  /** The only petition about a fallen tree in Coyoacán. */
  readonly unique_id: string;
  readonly reserved_id: string;
  readonly private_id: string;
  bytes(dataset: string, month: string | null, format: string): Promise<Buffer>;
  /** The rows of a CSV by their columns, as any reader gives them. */
  rows(dataset: string, month?: string | null): Promise<Record<string, string>[]>;
}

/** A town with a crowd, a unique case, a private petition and one of a reserved identity, all full of secrets. */
export async function openDataTown(): Promise<OpenDataTown> {
  const town = await aTown();
  const contact = { name: secrets.name, email: secrets.email };
  const description = `Llámeme: ${everySecret}`;
  const given = { description, contact } as const;
  const iztapalapa = { zone_code: 'iztapalapa', address_text: everySecret, neighbourhood: secrets.phone };
  const ids: { id: string; service: string }[] = [];
  for (let n = 0; n < 12; n += 1) {
    const stage = n === 0 ? 'replied' : n < 4 ? 'in_work' : 'assigned';
    const filed = await aPetition(town, { ...given, stage, place: iztapalapa });
    ids.push({ id: filed.petition_id, service: 'luminaria' });
  }
  for (let n = 0; n < 6; n += 1) {
    const filed = await aPetition(town, { ...given, service_code: 'bache', place: iztapalapa });
    ids.push({ id: filed.petition_id, service: 'bache' });
  }
  // The smallest crowd: company for whoever would stand alone.
  for (let n = 0; n < 5; n += 1)
    await aPetition(town, { ...given, service_code: 'arbol', place: iztapalapa });
  const coyoacan = { ...iztapalapa, zone_code: 'coyoacan' };
  const unique = await aPetition(town, { ...given, service_code: 'arbol', place: coyoacan });
  ids.push({ id: unique.petition_id, service: 'arbol' });
  const reserved = await aPetition(town, { ...given, identity: 'reserved', place: iztapalapa });
  const closed = await aPetition(town, { ...given, service_code: 'queja', place: iztapalapa });
  const truth = await town.asSystem(async (tx) => {
    const found = new Map<string, { latitude: number; longitude: number; service: string }>();
    for (const [n, { id, service }] of ids.entries()) {
      const at = { latitude: 19.35 + n * 0.0011, longitude: -99.05 - n * 0.0007 };
      await tx.updateTable('petitions').set(at).where('id', '=', id).execute();
      found.set(id, { ...at, service });
    }
    await tx
      .updateTable('units')
      .set({ name: awkward })
      .where('id', '=', town.units['iztapalapa/obras']!)
      .execute();
    await sql`update services set place_class = 'public_way' where code = 'bache'`.execute(tx);
    await sql`update cities set configuration_version = configuration_version + 1`.execute(tx);
    return found;
  });
  const bytes = async (dataset: string, month: string | null, format: string): Promise<Buffer> => {
    const name = { city_id: town.city_id, dataset, month, format };
    const file = await publishedFile(town.app.database, name);
    if (file === null) throw new Error(`No file ${dataset} ${month ?? ''} ${format}`);
    const parts: Buffer[] = [];
    for (const { storage_name } of file.pieces)
      parts.push(await buffer((await town.app.files.read(storage_name)).stream));
    return Buffer.concat(parts);
  };
  return {
    ...{ town, truth, bytes, unique_id: unique.petition_id },
    ...{ reserved_id: reserved.petition_id, private_id: closed.petition_id },
    rows: async (dataset, month = null) =>
      parse(await bytes(dataset, month, 'csv'), { columns: true }) as unknown as Record<string, string>[],
  };
}

/** The doors to its open data, in the process. */
export async function openDataServer({ app }: Town): Promise<FastifyInstance> {
  const server = await buildServer({ app, trusted_proxies: [], log_level: 'silent' });
  await server.register(openDataRoutes(app));
  await server.register(portalRoutes(app));
  return server;
}
