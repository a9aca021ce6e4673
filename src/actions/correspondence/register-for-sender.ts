import type { z } from 'zod';
import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { CallOptions } from '../action.ts';
import type { App } from '../app.ts';
import { toldOfFiling } from '../people/file-for-person.ts';
import { registerLetter } from './register-letter.ts';

/** Registers a letter, and gives what goes on its stamped copy or is read out to who brought it. */
export async function registerForSender(
  app: App,
  { actor, city }: { actor: StaffActor; city: CityConfiguration },
  {
    input,
    options,
  }: { input: Omit<z.input<typeof registerLetter.spec.input>, 'city_id'>; options: CallOptions },
) {
  const given = { ...input, city_id: city.city.id } as z.input<typeof registerLetter.spec.input>;
  const filed = await registerLetter(app, actor, given, options);
  return { ...filed, ...toldOfFiling(app, city, filed) };
}
