import { z } from 'zod';
import { consents } from '../../core/telephony/recordings.ts';
import { newId } from '../../store/ids.ts';
import { noteRecording } from '../../store/recordings.ts';
import { defineAction, type ActionContext } from '../action.ts';

const input = z.object({
  exchange_id: z.uuid(),
  linked_id: z.string().min(1).max(80),
  call_id: z.uuid().nullable(),
  consent: z.enum(consents),
  recorded_at: z.iso.datetime(),
  /** Absent where the caller opted out. */
  sound: z
    .object({
      storage_name: z.string(),
      sha256: z.base64(),
      sound_sha256: z.base64(),
      key_cipher: z.base64(),
      person_id: z.uuid().nullable(),
      media_type: z.string(),
      seconds: z.number().int().nullable(),
      bytes: z.number().int().positive(),
    })
    .nullable()
    .default(null),
});
type Context = ActionContext<z.output<typeof input>>;

/**
 * Writes a recording down, or that the caller did not want to be recorded. Of one that is known already nothing changes,
 * except that a no which comes later than the file takes it away.
 * @returns `unneeded`: names of stored bytes that no row has
 */
export const keepRecording = defineAction({
  name: 'keep-recording',
  permission: 'system',
  input,
  async run(context): Promise<{ unneeded: readonly string[] }> {
    const { tx, now, input: kept } = context;
    const { sound, ...columns } = kept;
    const id = newId();
    const exchange = await tx
      .selectFrom('telephone_exchanges')
      .select(['city_id', 'authority_id'])
      .where('id', '=', kept.exchange_id)
      .executeTakeFirstOrThrow();
    const written = await tx
      .insertInto('recordings')
      .values({ id, ...exchange, ...columns, ...bytesOf(sound), kept_at: now })
      .onConflict((conflict) => conflict.columns(['exchange_id', 'linked_id']).doNothing())
      .executeTakeFirst();
    if (written.numInsertedOrUpdatedRows === 0n) return { unneeded: await alreadyKnown(context) };
    const type = kept.consent === 'opted_out' ? 'opted_out' : 'kept';
    await noteRecording(tx, { recording_id: id, at: now, type });
    return { unneeded: [] };
  },
});

function bytesOf(sound: z.output<typeof input>['sound']) {
  if (sound === null) return {};
  const { sha256, sound_sha256, key_cipher, ...columns } = sound;
  const bytes = (text: string) => Buffer.from(text, 'base64');
  return {
    ...columns,
    ...{ sha256: bytes(sha256), sound_sha256: bytes(sound_sha256), key_cipher: bytes(key_cipher) },
  };
}

async function alreadyKnown({ tx, now, input }: Context): Promise<string[]> {
  const given = input.sound === null ? [] : [input.sound.storage_name];
  if (input.consent !== 'opted_out') return given;
  const row = await tx
    .selectFrom('recordings')
    .select(['id', 'storage_name', 'consent'])
    .where('exchange_id', '=', input.exchange_id)
    .where('linked_id', '=', input.linked_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.consent === 'opted_out') return given;
  await tx
    .updateTable('recordings')
    .set({ consent: 'opted_out', storage_name: null, sha256: null, key_cipher: null, person_id: null })
    .where('id', '=', row.id)
    .execute();
  await noteRecording(tx, { recording_id: row.id, at: now, type: 'opted_out' });
  return row.storage_name === null ? given : [...given, row.storage_name];
}
