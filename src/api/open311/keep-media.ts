import type { App } from '../../actions/app.ts';
import { storeUpload } from '../../actions/files/store-upload.ts';
import type { ApiActor } from '../../actions/open311/sender.ts';
import { Refused } from '../../actions/refused.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { refusalSentence, type Voice } from '../../core/language/refusal-sentence.ts';
import { valuesOf, type Form } from '../../server/form.ts';
import { fetchMedia, type FetchOptions } from './fetch-media.ts';
import { Open311Problem } from './problem.ts';

export interface KeptMedia {
  readonly file_ids: string[];
  /** Addresses whose image was not to be had. */
  readonly media_left: string[];
}

export interface MediaOptions extends Pick<FetchOptions, 'trusted_origins'> {
  readonly language: 'es' | 'en';
}

/** Every `media_url` that was sent, in order, once each. */
export function mediaUrls(form: Form): string[] {
  const all = [...valuesOf(form, 'media_url'), ...valuesOf(form, 'media_url[]')];
  return [...new Set(all.map((url) => url.trim()).filter((url) => url !== ''))];
}

/** Whether anything came with a report that is to be fetched or kept. */
export const bringsMedia = (form: Form): boolean => form.files.length > 0 || mediaUrls(form).length > 0;

/**
 * Keeps what came with a report: files of any field name (`media[]`, `media`, `photo1`, `file_1`), and the images
 * behind `media_url`. A file that cannot be taken is the sender's to put right; an address that cannot be fetched does
 * not hold a report back.
 * @throws Open311Problem 400 for a file that is refused
 */
export async function keepMedia(
  app: App,
  { actor, city, form }: { actor: ApiActor; city: CityConfiguration; form: Form },
  { language, trusted_origins = [] }: MediaOptions,
): Promise<KeptMedia> {
  const kept: KeptMedia = { file_ids: [], media_left: [] };
  const store = async (bytes: Buffer, declared_name: string): Promise<void> => {
    const where = { city_id: city.city.id, uploaded_kind: 'api' } as const;
    const { file_id } = await storeUpload(app, actor, { ...where, bytes, declared_name });
    kept.file_ids.push(file_id);
  };
  for (const file of form.files) {
    try {
      await store(file.bytes, file.name);
    } catch (error) {
      const { locale, time_zone } = city.city;
      throw fileProblem(error, { language, manner: { locale, time_zone } });
    }
  }
  const { at_most, max_bytes } = city.city.settings.photos;
  for (const [index, url] of mediaUrls(form).entries()) {
    const bytes = index < at_most ? await imageAt(url, { max_bytes, trusted_origins }) : null;
    const taken = bytes === null ? false : await store(bytes, 'foto').then(yes, refusedOnly);
    if (!taken) kept.media_left.push(url.startsWith('data:') ? 'data:' : url.slice(0, 2000));
  }
  return kept;
}

const yes = (): boolean => true;

function refusedOnly(error: unknown): boolean {
  if (error instanceof Refused) return false;
  throw error;
}

/** An image in the address itself (`data:image/jpeg;base64,…`), or the one it leads to. */
async function imageAt(url: string, options: FetchOptions): Promise<Buffer | null> {
  const data = /^data:image\/[a-z]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(url)?.[1];
  return data === undefined ? fetchMedia(url, options) : Buffer.from(data, 'base64');
}

function fileProblem(error: unknown, voice: Voice): unknown {
  if (!(error instanceof Refused)) return error;
  const reason = refusalSentence(voice, error.code, error.details);
  return new Open311Problem(400, [{ code: 'file_wrong', values: { reason } }]);
}
