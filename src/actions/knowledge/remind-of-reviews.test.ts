import { afterAll, beforeAll, expect, it } from 'vitest';
import { anArticle } from '../../../test/articles.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { decryptText } from '../../store/encryption.ts';
import { remindOfReviews } from './remind-of-reviews.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  // The cast works here: their addresses are as good as any.
  await town.asSystem((tx) => tx.updateTable('users').set({ is_demo: false }).execute());
});
afterAll(() => town.drop());

const system = { kind: 'system' } as const;
const remind = (day: string) => {
  town.on(day);
  return remindOfReviews({ ...town.app, sends_mail: true }, system, { city_id: town.city_id });
};
async function mails() {
  const rows = await town.asSystem((tx) =>
    tx
      .selectFrom('outbox')
      .select(['recipient_cipher', 'body_cipher', 'subject'])
      .where('template', '=', 'article_review')
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
  );
  const open = (cipher: Buffer, place: string) => decryptText(town.app.keys.wrapping, cipher, place);
  return rows.map(({ recipient_cipher, body_cipher, subject }) => ({
    to: open(recipient_cipher!, 'outbox.recipient'),
    ...{ subject, body: open(body_cipher!, 'outbox.body') },
  }));
}

it('tells who keeps the article of its date once, and again when another date passes', async () => {
  town.on('2026-05-04');
  await anArticle(town, { code: 'uno', published: true, change: { title: 'Uno', review_on: '2026-05-10' } });
  await anArticle(town, { code: 'dos', published: true, change: { title: 'Dos', review_on: '2026-05-20' } });
  await anArticle(town, { code: 'tres', change: { title: 'Borrador', review_on: '2026-05-10' } });
  await remind('2026-05-10');
  expect(await mails()).toEqual([]);
  await remind('2026-05-11');
  await remind('2026-05-12');
  const first = await mails();
  expect(first.length).toBeGreaterThan(0);
  // Of Obras in Iztapalapa: nobody of another borough, and none who only works there.
  for (const { to, subject, body } of first) {
    expect(to).not.toMatch(/coyoacan|agent|clerk/);
    expect(subject).toBe('Hay 1 artículo que revisar en Atiende');
    expect(body).toContain('• Uno (revisar a más tardar el domingo 10 de mayo de 2026)');
    expect(body).toContain('https://pueblo.example/console/knowledge?list=review');
    expect(body).not.toMatch(/Dos|Borrador/);
  }
  expect(new Set(first.map(({ to }) => to)).size).toBe(first.length);
  await remind('2026-05-21');
  const second = (await mails()).slice(first.length);
  expect(second).toHaveLength(first.length);
  for (const { body } of second) expect(body).toMatch(/• Dos.*\n• Uno/);
});
