import { newId } from '../../src/store/ids.ts';
import { encryptText } from '../../src/store/encryption.ts';
import type { Town } from '../town.ts';

export interface TownExchange {
  readonly exchange_id: string;
  /** By name of the cast. */
  readonly interfaces: Readonly<Record<string, string>>;
}

interface Asked {
  readonly port: number;
  readonly agents: readonly string[];
  readonly up_at?: string;
  readonly authority?: string;
}

/** An exchange of the town with a queue, and an extension for each of these members of staff: 101, 102 and so on. */
export async function anExchange(
  town: Town,
  { port, agents, up_at, authority = 'iztapalapa' }: Asked,
): Promise<TownExchange> {
  const exchange_id = newId();
  const authority_id = town.authorities[authority]!;
  const where = { city_id: town.city_id, authority_id, exchange_id };
  const secret_cipher = encryptText(town.app.keys.wrapping, 'secreto', 'telephone_exchanges.secret');
  const names = agents.map((who, n) => [who, `PJSIP/${101 + n}`] as const);
  await town.asSystem(async (tx) => {
    await tx
      .insertInto('telephone_exchanges')
      .values({
        ...{
          id: exchange_id,
          city_id: town.city_id,
          authority_id,
          name: `Conmutador ${port}`,
          host: '127.0.0.1',
        },
        ...{ port, username: 'atiende', secret_cipher },
        ...(up_at === undefined ? {} : { link: 'up', link_since: up_at, heard_at: up_at }),
      })
      .execute();
    await tx
      .insertInto('call_queues')
      .values({ id: newId(), ...where, code: 'atencion', name: 'Atención ciudadana' })
      .execute();
    for (const [who, name] of names)
      await tx
        .insertInto('telephone_extensions')
        .values({
          ...{ id: newId(), ...where, user_id: town.staff[who]!.user_id },
          ...{ extension: name.slice(-3), interface: name },
        })
        .execute();
  });
  return { exchange_id, interfaces: Object.fromEntries(names) };
}
