import type { CitySettings } from '../cities/settings.ts';
import { say, sayCode, type Language } from '../language/sentences.ts';

interface CodeName {
  readonly code: string;
  readonly name: string;
}

/** What every contact can be about; a pack names them in its own words and adds to them. */
const usual_kinds = ['information', 'support', 'report', 'follow_up'] as const;

/** How a contact can end, where a pack says nothing else. */
const usual_wrap_ups = [
  'answered',
  'filed',
  'referred',
  'call_back',
  'not_found',
  'cut_off',
  'not_for_us',
] as const;

type Settings = Pick<CitySettings, 'interaction_kinds' | 'wrap_ups' | 'retired_words'>;

/** The kinds of interaction that a city offers: the usual ones, and those of its pack under the pack's names. */
export function interactionKinds(settings: Settings, language: Language): readonly CodeName[] {
  const own = settings.interaction_kinds.map(({ code, name }) => ({ code, name }));
  const missing = usual_kinds.filter((code) => own.every((one) => one.code !== code));
  return [...own, ...missing.map((code) => named('interaction_kind', code, language))];
}

/** What the desk itself says: a city may call them otherwise, and has them. */
const needed_wrap_ups = ['answered', 'filed', 'not_found'] as const;

/** The wrap-up codes of a city: those of its pack with what the desk needs, else the usual ones. */
export function wrapUps({ wrap_ups: own = [] }: Settings, language: Language): readonly CodeName[] {
  const usual = own.length > 0 ? needed_wrap_ups : usual_wrap_ups;
  const missing = usual.filter((code) => own.every((one) => one.code !== code));
  return [...own, ...missing.map((code) => named('wrap_up', code, language))];
}

const named = (prefix: string, code: string, language: Language): CodeName => ({
  code,
  name: sayCode(language, prefix, code) ?? code,
});

/** How a kind is called: also those that the system writes by itself, and one that the city has given up. */
export function nameOfKind(settings: Settings, language: Language, code: string): string {
  const { interaction_kinds: own, retired_words } = settings;
  const known = nameIn(own, code) ?? sayCode(language, 'interaction_kind', code);
  return known ?? nameIn(retired_words?.kinds, code) ?? say(language, 'retired_words.kind');
}

/** How a wrap-up code is called: also `left_open`, and one that the city has given up. */
export function nameOfWrapUp(settings: Settings, language: Language, code: string): string {
  const { wrap_ups: own, retired_words } = settings;
  const known = nameIn(own, code) ?? sayCode(language, 'wrap_up', code);
  return known ?? nameIn(retired_words?.wrap_ups, code) ?? say(language, 'retired_words.wrap_up');
}

const nameIn = (list: readonly CodeName[] = [], code: string): string | undefined =>
  list.find((one) => one.code === code)?.name;
