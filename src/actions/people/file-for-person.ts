import type { z } from 'zod';
import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { longDate } from '../../core/language/format.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import type { CallOptions } from '../action.ts';
import type { App } from '../app.ts';
import { filePetition, type FiledPetition } from '../petitions/file-petition.ts';
import type { filingInput } from '../petitions/filing-input.ts';

/**
 * Files for a caller, a visitor or a letter, and gives what is read out, printed or written on a note. The key is made
 * anew for a repeated call with the same idempotency key, never kept.
 */
export async function fileForPerson(
  app: App,
  { actor, city }: { actor: StaffActor; city: CityConfiguration },
  { input, options }: { input: Omit<z.input<typeof filingInput>, 'city_id'>; options: CallOptions },
) {
  const filed = await filePetition(app, actor, { ...input, city_id: city.city.id }, options);
  return { ...filed, ...toldOfFiling(app, city, filed) };
}

/** The key and the words that go with it, made anew for each call. */
export function toldOfFiling(app: App, city: CityConfiguration, filed: FiledPetition) {
  const access_key = accessKeyFor(app.keys, filed.petition_id, filed.access_key_issue);
  const paths = citizenPaths(`/c/${city.city.code}`);
  const { locale } = city.city;
  const due = filed.reply_due_on === null ? '—' : longDate(filed.reply_due_on, { locale });
  const values = { folio: filed.folio, key: access_key, due, url: app.public_url + paths.follow() };
  return {
    access_key,
    open_url: app.public_url + paths.openWithKey(filed.folio, access_key),
    short_text: say(languageOf(locale), 'console_receipt.short_text', values),
  };
}
