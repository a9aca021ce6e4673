import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, textOf, visitor } from '../../../test/portal-visitor.ts';
import { signatureOf } from '../../../test/signed-pdf.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { createSigningCertificate } from '../../actions/letters/signing-certificates.ts';
import { accessKeyFor } from '../../store/secrets.ts';

let town: Town;
let server: FastifyInstance;
beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
});
afterAll(async () => {
  await server.close();
  await town.drop();
});

async function replied() {
  const { petition_id, folio } = await aPetition(town, { stage: 'replied' });
  const who = visitor(server);
  await who.get(`/s/${folio}/${accessKeyFor(town.app.keys, petition_id, 1)}`);
  return { petition_id, who, page: (await who.follow()).body };
}

it('says who signed a reply and when, beside the signed PDF', async () => {
  const unsigned = await replied();
  expect(textOf(unsigned.page)).not.toContain('Firmada electrónicamente');
  const authority_id = town.authorities['iztapalapa']!;
  await createSigningCertificate(town.app, { kind: 'system' }, { city_id: town.city_id, authority_id });
  const { petition_id, who, page } = await replied();
  const { signed_by } = await town.asSystem((tx) =>
    tx
      .selectFrom('letters')
      .select('signed_by')
      .where('petition_id', '=', petition_id)
      .executeTakeFirstOrThrow(),
  );
  const text = textOf(page);
  expect(text).toContain('Firmada electrónicamente');
  expect(text).toContain(`Por ${signed_by}, el miércoles 29 de abril de 2026, 10:00 h.`);
  const link = /href="([^"]+)"[^>]*>\s*Respuesta firmada en PDF/.exec(page)?.[1];
  const paper = await who.get(link!);
  expect(paper.status).toBe(200);
  expect(signatureOf(paper.raw)).not.toBeNull();
});
