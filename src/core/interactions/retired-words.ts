import type { CitySettings, RetiredWord } from '../cities/settings.ts';

/**
 * The settings that come after, with the names of the kinds and wrap-up codes that are offered no more: what was
 * recorded under them is still told in those words. One that is offered again is not retired.
 */
export function keepingRetiredWords(before: CitySettings, after: CitySettings): CitySettings {
  const { retired_words: given, ...rest } = after;
  const kinds = retired(
    [before.retired_words?.kinds, given?.kinds, before.interaction_kinds],
    after.interaction_kinds,
  );
  const wrap_ups = retired(
    [before.retired_words?.wrap_ups, given?.wrap_ups, before.wrap_ups],
    after.wrap_ups ?? [],
  );
  if (kinds.length === 0 && wrap_ups.length === 0) return rest;
  return { ...rest, retired_words: { kinds, wrap_ups } };
}

/** Of several lists the last one names a code; what is offered is left out. */
function retired(
  lists: readonly (readonly RetiredWord[] | undefined)[],
  offered: readonly RetiredWord[],
): readonly RetiredWord[] {
  const names = new Map(lists.flatMap((list = []) => list.map(({ code, name }) => [code, name] as const)));
  for (const { code } of offered) names.delete(code);
  return [...names].map(([code, name]) => ({ code, name }));
}
