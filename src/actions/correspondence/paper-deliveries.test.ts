import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPaperDelivery, aPaperReply } from '../../../test/a-letter.ts';
import { textOfPdf } from '../../../test/text-of-pdf.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { rowWhenItLeft } from '../../queries/staff/own-period.ts';
import { paperReplies } from '../../queries/staff/paper-replies.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { readHistory } from '../../store/petition-history.ts';
import { beginPaperDelivery } from './begin-paper-delivery.ts';
import { endPaperDelivery, undoPaperDelivery } from './end-paper-delivery.ts';
import { lettersInOne } from './letters-in-one.ts';
import { printReplies } from './print-replies.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const agent = () => town.staff['agent.iztapalapa']!;
const clerk = () => town.staff['julian']!;
const asker = async (who: string) => ({
  actor: town.staff[who]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const deliveriesOf = async (reply_id: string) => {
  const { items } = await paperReplies(town.app, await asker('julian'));
  return items.find((one) => one.reply_id === reply_id)!;
};
const notifiedAt = async (petition_id: string) => (await petitionRow(town, petition_id)).notified_at;

it('prints replies as one PDF, and hands one over: notified, once', async () => {
  const replies = [await aPaperReply(town), await aPaperReply(town)];
  await printReplies(town.app, clerk(), { letters: replies });
  expect(
    (await textOfPdf(await lettersInOne(town.app, replies))).match(/Se cambió la lámpara/g),
  ).toHaveLength(2);
  const [{ petition_id, reply_id }] = replies as [(typeof replies)[0]];
  const at = town.app.now();
  const given = { petition_id, reply_id, way: 'in_person', at, receiver_name: 'Rosa H.' } as const;
  const delivery = { ...given, delivery_id: newId() };
  await beginPaperDelivery(town.app, clerk(), delivery);
  await beginPaperDelivery(town.app, clerk(), delivery);
  expect(await notifiedAt(petition_id)).toBe(at);
  const { deliveries, next_way, printed_at } = await deliveriesOf(reply_id);
  expect(printed_at).not.toBeNull();
  expect(next_way).toBeNull();
  expect(deliveries).toMatchObject([{ state: 'delivered', receiver: 'Rosa H.', rule: 'handed_over' }]);
  await expect(
    beginPaperDelivery(town.app, clerk(), { ...given, delivery_id: newId() }),
  ).rejects.toMatchObject({ code: 'delivery_goes_on' });
});

it('leads from returned post to the list, and takes back what was a mistake', async () => {
  const delivery_id = await aPaperDelivery(town);
  const at = town.app.now();
  const row = await town.asSystem((tx) =>
    tx.selectFrom('paper_deliveries').selectAll().where('id', '=', delivery_id).executeTakeFirstOrThrow(),
  );
  const { petition_id, reply_id } = row;
  await endPaperDelivery(town.app, clerk(), { delivery_id, result: 'returned', at, reason: 'Se mudó' });
  expect((await deliveriesOf(reply_id)).next_way).toBe('list');
  const hung = { delivery_id: newId(), petition_id, reply_id, way: 'list', at } as const;
  await beginPaperDelivery(town.app, clerk(), hung);
  expect(await notifiedAt(petition_id)).toBeNull();
  await endPaperDelivery(town.app, clerk(), { delivery_id: hung.delivery_id, result: 'delivered', at });
  expect(await notifiedAt(petition_id)).not.toBeNull();
  await undoPaperDelivery(town.app, clerk(), { delivery_id: hung.delivery_id, reason: 'Era otro folio' });
  expect(await notifiedAt(petition_id)).toBeNull();
  const { next_way, deliveries } = await deliveriesOf(reply_id);
  expect(next_way).toBe('list');
  expect(deliveries.map(({ state }) => state)).toEqual(['returned', 'undone']);
});

it('falls back on the delivery that stands, and tells who had the petition what it was when it left', async () => {
  const first = await aPaperReply(town);
  const { petition_id } = first;
  const second = newId();
  await town.asSystem((tx) =>
    sql`insert into replies select r.* from replies o cross join lateral jsonb_populate_record(null::replies,
      to_jsonb(o) || jsonb_build_object('id', ${second}::text, 'document_number', 'COPIA', 'version', o.version + 1)) r
      where o.id = ${first.reply_id}`.execute(tx),
  );
  const at = town.app.now();
  const later = { ...town.app, now: () => new Date(Date.parse(at) + 60_000).toISOString() };
  const given = { petition_id, way: 'in_person', receiver_name: 'Rosa H.' } as const;
  const mistaken = { ...given, reply_id: first.reply_id, delivery_id: newId(), at };
  await beginPaperDelivery(town.app, clerk(), mistaken);
  const stands = { ...given, reply_id: second, delivery_id: newId(), at: later.now() };
  await beginPaperDelivery(later, clerk(), stands);
  await undoPaperDelivery(later, clerk(), { delivery_id: mistaken.delivery_id, reason: 'Era otro folio' });
  expect(await notifiedAt(petition_id)).toBe(later.now());
  const row = await petitionRow(town, petition_id);
  const history = await town.asSystem((tx) => readHistory(tx, petition_id));
  const whenItLeft = (until_seq: number) =>
    rowWhenItLeft(row, { periods: [], until: at, until_seq, now_with: '' }, history).notified_at;
  const delivered = history.filter(({ event }) => event.type === 'reply_delivered').map(({ seq }) => seq);
  expect(delivered).toHaveLength(2);
  expect(whenItLeft(delivered[0]! - 1)).toBeNull();
  expect(whenItLeft(delivered[0]!)).toBe(at);
  expect(whenItLeft(history.at(-1)!.seq)).toBe(later.now());
});

it('delivers nothing of another authority', async () => {
  const reply = await aPaperReply(town);
  const given = {
    ...reply,
    delivery_id: newId(),
    way: 'in_person',
    at: town.app.now(),
    receiver_name: 'R',
  } as const;
  await expect(beginPaperDelivery(town.app, town.staff['clerk.coyoacan']!, given)).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(beginPaperDelivery(town.app, agent(), given)).rejects.toMatchObject({ code: 'forbidden' });
});
