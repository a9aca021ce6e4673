import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** Every sentence a person can read, by its path in locales/es.json; a missing one does not compile. */
export type SentenceKey = Leaves<typeof es>;
/** `a.b` for a pair `a.b_one` and `a.b_other`. */
export type CountedKey = SentenceKey extends infer K
  ? K extends `${infer Base}_other`
    ? Base
    : never
  : never;

/** The languages that Atiende speaks; the first is the one a sentence falls back to. */
export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Values = Readonly<Record<string, string | number>>;

type Tree = { readonly [key: string]: string | Tree };
const trees: Readonly<Record<Language, Tree>> = { es, en };
const flat = new Map<Language, Map<string, string>>();

/** The language to speak for a locale such as `es-MX`; Spanish is the first language. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'es';
}

/** A sentence with its `{names}` filled in. A sentence that a language lacks is said in Spanish. */
export function say(language: Language, key: SentenceKey, values: Values = {}): string {
  return fill(sentence(language, key) ?? sentence('es', key) ?? key, values);
}

const plurals = new Map<Language, Intl.PluralRules>();

/** A sentence that depends on a number; `{count}` is filled in. */
export function sayCount(language: Language, key: CountedKey, count: number, values: Values = {}): string {
  let plural = plurals.get(language);
  if (plural === undefined) {
    plural = new Intl.PluralRules(language);
    plurals.set(language, plural);
  }
  const form = plural.select(count) === 'one' ? 'one' : 'other';
  return say(language, `${key}_${form}` as SentenceKey, { count, ...values });
}

/** The sentence for a code that is known only when running (a refusal, a stage); null when there is none. */
export function sayCode(
  language: Language,
  prefix: string,
  code: string,
  values: Values = {},
): string | null {
  const text = sentence(language, `${prefix}.${code}`) ?? sentence('es', `${prefix}.${code}`);
  return text === undefined ? null : fill(text, values);
}

function sentence(language: Language, key: string): string | undefined {
  let sentences = flat.get(language);
  if (sentences === undefined) {
    sentences = new Map();
    flatten(trees[language], '', sentences);
    flat.set(language, sentences);
  }
  return sentences.get(key);
}

/** Takes sentences that were left out where this was built: the console fetches some of them when they are needed. */
export function learn(language: Language, tree: Tree): void {
  const sentences = new Map(flat.get(language));
  if (sentences.size === 0) flatten(trees[language], '', sentences);
  flatten(tree, '', sentences);
  flat.set(language, sentences);
}

function flatten(tree: Tree, prefix: string, into: Map<string, string>): void {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') into.set(prefix + key, value);
    else flatten(value, `${prefix}${key}.`, into);
  }
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
