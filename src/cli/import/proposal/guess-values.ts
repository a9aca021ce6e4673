import type { ImportTarget } from '../../../actions/imports/import-target.ts';
import type { Channel } from '../../../core/cities/settings.ts';
import type { OutcomeClass } from '../../../core/petitions/stages.ts';
import { fold } from '../fold.ts';

/** First match rules: «App BA 147» is the app before it is a telephone number. */
const CHANNEL_WORDS: readonly [RegExp, Channel][] = [
  [/\bapp\b|aplicacion|mobile|movil/, 'app'],
  [/whats|boti\b/, 'whatsapp'],
  [/chat/, 'chat'],
  [/correo electr|e ?mail/, 'email'],
  [/ventanilla|presencial|modulo|counter|walk in|in person|comuna|dependencia|internal/, 'counter'],
  [/telef|call|phone|locatel|\bline?a\b|\b(0311|147|311)\b/, 'phone'],
  [/portal|web|internet|en linea|online/, 'portal'],
  [/audiencia|hearing/, 'hearing'],
  [/carta|escrito|oficio|letter|\bmail\b|\bcorreo\b/, 'letter'],
  [/\bapi\b|open311|interop|system/, 'open311'],
];

export function guessChannel(value: string): Channel | undefined {
  const words = fold(value);
  return CHANNEL_WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

export interface StatusGuess {
  readonly stage: 'assigned' | 'in_work' | 'closed';
  readonly outcome?: OutcomeClass;
}

const OUTCOME_WORDS: readonly [RegExp, OutcomeClass][] = [
  [/duplic|repetid/, 'duplicate'],
  [/no proced|improced|rechaz|negad|denied|reject/, 'refused'],
  [/transfer|no compet|otra autoridad/, 'not_competent'],
  [/cancel|desist|retirad|withdraw/, 'withdrawn'],
  [/parcial|partial/, 'partly_resolved'],
];

/** Undefined where the words say nothing. */
export function guessStatus(value: string): StatusGuess | undefined {
  const words = fold(value);
  if (/^(no|sin|not|un) ?(atendid|resuelt|resolved|conclu)/.test(words)) return { stage: 'in_work' };
  const outcome = OUTCOME_WORDS.find(([pattern]) => pattern.test(words))?.[1];
  if (outcome !== undefined) return { stage: 'closed', outcome };
  if (/cerrad|clos|conclu|atendid|resuel|resolved|finaliz|terminad|complet|solucion/.test(words)) {
    return { stage: 'closed', outcome: 'resolved' };
  }
  if (/proceso|tramite|autoridad|asignad|turnad|progress|atencion|assigned|in work/.test(words))
    return { stage: 'in_work' };
  return /abiert|open|new|nuev|registr|recib|pendient|pending|ingres/.test(words)
    ? { stage: 'assigned' }
    : undefined;
}

export interface ServiceGuess {
  readonly code: string;
  /** Not of that very name: somebody should look at it. */
  readonly near: boolean;
}

/** The city's service of that name, code or everyday word; else the one whose words the value says. */
export function guessService(value: string, target: ImportTarget): ServiceGuess | undefined {
  const words = fold(value);
  const called = (names: readonly string[]) => names.some((name) => fold(name) === words);
  const { services } = target;
  const exact =
    services.find(({ code, name }) => called([code, name])) ??
    services.find(({ keywords }) => called(keywords));
  if (exact !== undefined) return { code: exact.code, near: false };
  const code = nearestService(stemsOf(value), services);
  return code === undefined ? undefined : { code, near: true };
}

/** The service one of whose names is wholly said in the value, by the most words; nothing where two tie. */
function nearestService(said: ReadonlySet<string>, services: ImportTarget['services']): string | undefined {
  const scores = services.map(({ code, name, keywords }) => {
    const stems = [code, name, ...keywords].map(stemsOf);
    const whole = stems.filter((one) => one.size > 0 && [...one].every((stem) => said.has(stem)));
    return { code, score: Math.max(0, ...whole.map(({ size }) => size)) };
  });
  const best = Math.max(0, ...scores.map(({ score }) => score));
  const winners = scores.filter(({ score }) => score === best);
  return best > 0 && winners.length === 1 ? winners[0]!.code : undefined;
}

/** «Luminarias fundidas» and «luminaria fundida» are the same: the first five letters of each longer word. */
function stemsOf(text: string): ReadonlySet<string> {
  return new Set(
    fold(text)
      .split(' ')
      .filter((word) => word.length > 3)
      .map((word) => word.slice(0, 5)),
  );
}
