import { reading, type Database } from '../../store/database.ts';

export interface ChannelAddress {
  readonly authority_id: string;
  readonly channel: string;
  readonly label: string;
  readonly value: string;
}

/** Telephones, desks and sites of an authority, in the order it gave them. */
export function channelAddresses(database: Database, authority_id: string): Promise<ChannelAddress[]> {
  return reading(database, { kind: 'public' }, (reader) =>
    reader
      .selectFrom('channel_addresses')
      .select(['authority_id', 'channel', 'label', 'value'])
      .where('authority_id', '=', authority_id)
      .orderBy('position')
      .execute(),
  );
}
