import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { reading } from '../../store/database.ts';
import { softphoneLine, softphonePassword } from '../../store/softphones.ts';
import { readingAs, type StaffPorts } from './ports.ts';

// The exchange may be of another authority of the city: it is asked for the asker's own things alone.
const system = { kind: 'system' } as const;

interface Asker {
  readonly actor: StaffActor;
  readonly city: CityConfiguration;
}

/** The extension that the asker could be in the browser, or null: no extension, or an exchange that takes no browsers. */
export async function ownSoftphone(
  ports: Pick<StaffPorts, 'database'>,
  { actor, city }: Asker,
): Promise<{ extension: string | null }> {
  const line = await reading(ports.database, system, (reader) =>
    softphoneLine(reader, actor.user_id, city.city.id),
  );
  return { extension: line?.extension ?? null };
}

/** What the browser needs to be the telephone, the password too; null where the connection is over or somebody else's. */
export async function softphoneCredential(
  ports: Pick<StaffPorts, 'database' | 'keys' | 'now'>,
  actor: StaffActor,
  softphone_id: string,
) {
  const found = await reading(ports.database, system, (reader) =>
    reader
      .selectFrom('softphones as p')
      .innerJoin('telephone_exchanges as x', 'x.id', 'p.exchange_id')
      .innerJoin('telephone_extensions as t', (join) =>
        join.onRef('t.exchange_id', '=', 'p.exchange_id').onRef('t.user_id', '=', 'p.user_id'),
      )
      .select(['p.id', 'p.sip_user', 'p.expires_at', 'x.sip_address', 'x.sip_domain', 't.extension'])
      .where('p.id', '=', softphone_id)
      .where('p.user_id', '=', actor.user_id)
      .where('p.ended_at', 'is', null)
      .where('p.expires_at', '>', ports.now())
      .executeTakeFirst(),
  );
  if (found === undefined || found.sip_address === null) return null;
  const { id, sip_user, expires_at, sip_address, sip_domain, extension } = found;
  return {
    ...{ id, sip_user, expires_at, sip_address, extension },
    sip_domain: sip_domain ?? new URL(sip_address).hostname,
    password: softphonePassword(ports.keys, id),
  };
}

/** Where telephones in browsers connect to, as origins (`wss://host:port`): nothing else may the console reach. */
export async function softphoneOrigins({ database }: Pick<StaffPorts, 'database'>): Promise<string[]> {
  const rows = await reading(database, system, (reader) =>
    reader
      .selectFrom('telephone_exchanges')
      .select('sip_address')
      .distinct()
      .where('is_enabled', '=', true)
      .where('sip_address', 'is not', null)
      .execute(),
  );
  // One that is no address would take the whole console with it.
  return rows
    .flatMap(({ sip_address }) => (URL.canParse(sip_address!) ? new URL(sip_address!).origin : []))
    .sort();
}

/** The exchanges of the city and how browsers become their telephones; never the secret. */
export async function softphoneGateways(ports: Pick<StaffPorts, 'database'>, { actor, city }: Asker) {
  const exchanges = await readingAs(ports, actor, (reader) =>
    reader
      .selectFrom('telephone_exchanges as x')
      .select(['x.id', 'x.name', 'x.is_enabled', 'x.sip_address', 'x.sip_domain'])
      .select(['x.ari_address', 'x.ari_username'])
      .select((eb) =>
        eb
          .selectFrom('softphones as p')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('p.exchange_id', '=', 'x.id')
          .where('p.ended_at', 'is', null)
          .as('connected'),
      )
      .where('x.city_id', '=', city.city.id)
      .orderBy('x.name')
      .execute(),
  );
  return { exchanges: exchanges.map(({ connected, ...one }) => ({ ...one, connected: connected ?? 0 })) };
}
