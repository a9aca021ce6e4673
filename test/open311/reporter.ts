import { post, type Reply } from './client.ts';
import type { Open311City } from './city.ts';

type Change = Record<string, string | string[]>;

interface Row extends Record<string, unknown> {
  readonly id: string;
}

/** Somebody who reports at the Zócalo, a different pothole each time, and looks at what became of it. */
export function reporter(city: Open311City, api_key: string) {
  let count = 0;
  const report = (change: Change = {}): Change => ({
    api_key,
    service_code: 'abierto',
    description: `Bache número ${(count += 1)}`,
    ...{ lat: '19.432608', long: '-99.133209' },
    ...change,
  });
  const petition = async (reply: Reply): Promise<Row> => {
    const folio = reply.rows[0]!['service_request_id'];
    const found = await city.owner.query('select * from petitions where folio = $1', [folio]);
    return found.rows[0] as Row;
  };
  return {
    report,
    petition,
    send: (change?: Change, format = 'json'): Promise<Reply> =>
      post(city.server, `requests.${format}`, report(change)),
    async countPetitions(): Promise<number> {
      const found = await city.owner.query<{ n: number }>('select count(*)::int as n from petitions');
      return found.rows[0]!.n;
    },
    /** As if staff had published it with its photographs. */
    async publish(reply: Reply): Promise<void> {
      const { id } = await petition(reply);
      await city.owner.query(`update petitions set moderation = 'published' where id = $1`, [id]);
      await city.owner.query(`update files set audience = 'public' where petition_id = $1`, [id]);
      await city.owner.query(
        `insert into petition_events (id, petition_id, seq, type, at, actor_kind, audience, payload, hash)
         values (gen_random_uuid(), $1, 99, 'moderated', $2, 'staff', 'staff', '{"decision":"published"}', '\\x00')`,
        [id, city.app.now()],
      );
    },
  };
}

/** Arguments that are sent but empty. */
export const without = (...names: string[]) => Object.fromEntries(names.map((name) => [name, '']));
