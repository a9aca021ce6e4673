import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '../../core/access/actor.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { reading } from '../../store/database.ts';
import type { App } from '../app.ts';
import { parseInput } from '../action.ts';
import { Refused } from '../refused.ts';
import { displayName } from './display-name.ts';
import { letGoOfFiles } from './let-go.ts';
import { keptMedia } from './media-kinds.ts';
import { readUpload } from './read-upload.ts';
import { recordUpload, uploadTarget } from './record-upload.ts';

export type Upload = z.input<typeof uploadTarget> & {
  readonly bytes: Buffer;
  /** As the device said it; shown, cleaned, and never trusted. */
  readonly declared_name: string;
  /** Not believed: the bytes decide. */
  readonly declared_type?: string;
};

export interface StoredUpload {
  readonly file_id: string;
  readonly display_name: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

/**
 * Keeps a file that somebody sent: checked by content, photographs drawn anew without metadata, stored under a random
 * name, then written down in one transaction. The same bytes sent twice to the same place are one file.
 * Decoding happens outside the transaction.
 * @throws Refused `too_large` {max_bytes} or {megapixels}, `unsupported_file` {reason}, `heic_not_readable`,
 *   `too_many_files` {at_most}, `draft_expired`, `forbidden`, `not_found`
 */
export async function storeUpload(app: App, actor: Actor, upload: Upload): Promise<StoredUpload> {
  const { bytes, declared_name, declared_type: _, ...where } = upload;
  const target = parseInput(uploadTarget, where);
  const city = await reading(app.database, { kind: 'public' }, (reader) =>
    cityConfiguration(reader, target.city_id),
  );
  if (!city) throw new Refused('city_unknown');
  const { max_bytes } = city.city.settings.photos;
  if (bytes.length > max_bytes) throw new Refused('too_large', { max_bytes });
  const kept = await readUpload(bytes);
  const unnamed = say(languageOf(city.city.locale), 'file.unnamed');
  const storage_name = await app.files.put(kept.bytes);
  try {
    const recorded = await recordUpload(app, actor, {
      ...where,
      storage_name,
      display_name: displayName(declared_name, keptMedia[kept.media_type], unnamed),
      media_type: kept.media_type,
      bytes: kept.bytes.length,
      sha256: createHash('sha256').update(kept.bytes).digest('base64'),
      width: kept.width,
      height: kept.height,
    });
    if (recorded.known) await letGoOfFiles(app, [storage_name]);
    return {
      file_id: recorded.file_id,
      display_name: recorded.display_name,
      media_type: kept.media_type,
      bytes: kept.bytes.length,
      width: kept.width,
      height: kept.height,
    };
  } catch (error) {
    await letGoOfFiles(app, [storage_name]).catch(() => undefined);
    throw error;
  }
}
