import { LANGUAGES, say, type Language, type SentenceKey, type Values } from '../language/sentences.ts';
import type { Worded } from './contents.ts';
import type { ReportModel } from './report-models.ts';
import { wordedBy } from './words.ts';

/** What a section shows beside its words; `note` shows nothing else and may stand as often as the city likes. */
export const sectionsOfModel = {
  management: [
    ...([
      'introduction',
      'summary',
      'contacts',
      'times',
      'compliance',
      'satisfaction',
      'map',
      'critical_points',
    ] as const),
    ...(['done', 'balance', 'method'] as const),
  ],
  pqrsd: [
    'introduction',
    'received',
    'transferred',
    'answer_times',
    'denied',
    'contacts',
    'balance',
    'method',
  ],
  three_clocks: ['introduction', 'summary', 'clocks', 'compliance', 'balance', 'method'],
} as const satisfies Record<ReportModel, readonly string[]>;
export type SectionKind = (typeof sectionsOfModel)[ReportModel][number] | 'note';

/** Without these a reader could not recount anything: they cannot be left out. */
const always: ReadonlySet<string> = new Set(['balance', 'method']);
const at_most_sections = 40;

export interface TemplateSection {
  readonly kind: string;
  readonly is_shown: boolean;
  readonly title: Worded;
  readonly text: Worded;
}

/** What may stand between braces in a text of a template. */
export const placeholders = [
  ...([
    'authority',
    'city',
    'period',
    'from',
    'to',
    'as_of',
    'received',
    'replied',
    'resolved',
    'open',
  ] as const),
  ...(['share_replied_in_time', 'share_resolved_in_time', 'reply_median', 'resolve_median'] as const),
] as const;
export type Placeholder = (typeof placeholders)[number];

/** What Atiende says where a city has written nothing of its own. */
export function usualTemplate(model: ReportModel): readonly TemplateSection[] {
  return sectionsOfModel[model].map((kind) => ({
    ...{ kind, is_shown: true },
    title: usualWords(model, kind, 'title'),
    text: usualWords(model, kind, 'text'),
  }));
}

const usualWords = (model: ReportModel, kind: string, part: 'title' | 'text'): Worded =>
  wordedBy((language) => say(language, `report.usual.${model}.${kind}.${part}` as SentenceKey));

export interface TemplateFault {
  /** `2.text.es`: of the third section. */
  readonly field: string;
  readonly code: 'invalid' | 'required' | 'report_section_twice' | 'unknown_placeholder';
  readonly values?: Values;
}

/** What is wrong with a template, all of it; a report is made only of one with nothing wrong. */
export function faultsOfTemplate(model: ReportModel, sections: readonly TemplateSection[]): TemplateFault[] {
  const known: readonly string[] = sectionsOfModel[model];
  const seen = new Set<string>();
  const faults = sections.flatMap((section, at): TemplateFault[] => {
    const { kind } = section;
    const isTwice = kind !== 'note' && seen.has(kind);
    seen.add(kind);
    return [
      ...(kind === 'note' || known.includes(kind) ? [] : [{ field: `${at}.kind`, code: 'invalid' } as const]),
      ...(isTwice ? [{ field: `${at}.kind`, code: 'report_section_twice' } as const] : []),
      ...faultsOfWords(section, at),
    ];
  });
  const missing = known.filter(
    (kind) => always.has(kind) && !sections.some((one) => one.kind === kind && one.is_shown),
  );
  return [
    ...faults,
    ...missing.map((kind): TemplateFault => ({ field: kind, code: 'required' })),
    ...(sections.length > at_most_sections ? [{ field: 'sections', code: 'invalid' } as const] : []),
  ];
}

function faultsOfWords({ is_shown, title, text }: TemplateSection, at: number): TemplateFault[] {
  return LANGUAGES.flatMap((language) => [
    ...(is_shown && title[language].trim() === ''
      ? [{ field: `${at}.title.${language}`, code: 'required' } as const]
      : []),
    ...[title, text].flatMap((words, which) =>
      strangers(words[language]).map((name): TemplateFault => ({
        field: `${at}.${which === 0 ? 'title' : 'text'}.${language}`,
        ...{ code: 'unknown_placeholder', values: { name: `{${name}}` } },
      })),
    ),
  ]);
}

const strangers = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!).filter((name) => !isPlaceholder(name));

const isPlaceholder = (name: string): name is Placeholder =>
  (placeholders as readonly string[]).includes(name);

/** What stands for each placeholder in a language; null: of that nothing is known. */
export type PlaceholderValues = (language: Language) => Readonly<Record<Placeholder, string | null>>;

/** The words of a title with what stands between braces filled in; a dash where nothing is known. */
export const fillIn = (words: Worded, values: PlaceholderValues): Worded =>
  wordedBy((language) => filled(words[language], values(language)));

/** The same of a text: a sentence about something of which nothing is known is not said. */
export const fillInSentences = (words: Worded, values: PlaceholderValues): Worded =>
  wordedBy((language) => {
    const known = values(language);
    const isKnown = (sentence: string) =>
      [...sentence.matchAll(blank)].every(([, name]) => !isPlaceholder(name!) || known[name] !== null);
    // Until the next that begins with a capital letter, a blank or a new line: «Art. 8» ends none.
    const sentences = words[language].split(/(?<=[.!?]\s+)(?=[\p{Lu}{¿¡«])|(?<=\n)/u);
    return sentences
      .map((one) => (isKnown(one) ? filled(one, known) : (/\n+$/.exec(one)?.[0] ?? '')))
      .join('')
      .replaceAll(/ +(?=\n|$)/g, '')
      .trim();
  });

const blank = /\{(\w+)\}/g;

const filled = (text: string, known: ReturnType<PlaceholderValues>): string =>
  text.replace(blank, (whole, name: string) => (isPlaceholder(name) ? (known[name] ?? '—') : whole));
