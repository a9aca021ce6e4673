import { readFileSync } from 'node:fs';

/**
 * A reason not to start that the person at the terminal can do something about. Its message is the
 * sentence of `locales/es.json` under `start`; whoever catches it prints that and leaves with 1.
 */
export class StartProblem extends Error {
  readonly code: string;
  constructor(code: string, details: Record<string, string | number> = {}) {
    super(startSentence(code, details));
    this.name = 'StartProblem';
    this.code = code;
  }
}

/** One sentence about starting, in Spanish, with its `{placeholders}` filled in. */
export function startSentence(key: string, details: Record<string, string | number> = {}): string {
  const sentences = JSON.parse(readFileSync(new URL('../../locales/es.json', import.meta.url), 'utf8')) as {
    start: Record<string, string>;
  };
  const sentence = sentences.start[key];
  if (sentence === undefined) throw new Error(`locales/es.json has no sentence start.${key}`);
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name]));
}
