import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** The documents that can be set; each is `letterhead.typ` followed by its own file beside this one. */
export type Template =
  | 'cover-sheets'
  | 'letter'
  | 'letter-book'
  | 'letter-label'
  | 'receipt'
  | 'reply'
  | 'report'
  | 'spoken'
  | 'survey'
  | 'ticket'
  | 'transfer-letter';

/** What `letterhead.typ` reads; a template reads more. Every value is text to be placed, never source. */
export interface LetterheadData {
  readonly lang: string;
  readonly region: string;
  readonly title: string;
  readonly author: string;
  /** `#rrggbb` */
  readonly accent: string;
  readonly seal_letters: string;
  readonly authority: string;
  readonly city: string;
  readonly footer: string;
  /** With `{page}` and `{pages}`. */
  readonly pages: string;
  /** Behind the text of what is not final yet; empty for what is. */
  readonly watermark: string;
}

const sources = new Map<Template, string>();
let compiler: NodeCompiler | undefined;

/**
 * Sets a document as PDF/UA-1: tagged, with title and language, fonts embedded. The same data give the same bytes on one machine; without any fonts of its own it prints the same page.
 * A character that none of the fonts has (an emoji) is printed as □ rather than refusing the document.
 * @throws when the template itself is wrong
 */
export function typeset<T extends LetterheadData>(template: Template, data: T): Buffer {
  let text = JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'string' ? breakable(value) : value,
  );
  for (let tries = 0; ; tries += 1) {
    try {
      return compiled(template, text);
    } catch (error) {
      const missing = missingCharacters(error);
      if (missing.length === 0 || tries === 5)
        throw new Error(`The ${template} cannot be set`, { cause: error });
      for (const character of missing) text = text.replaceAll(character, '□');
    }
  }
}

function compiled(template: Template, data: string): Buffer {
  compiler ??= NodeCompiler.create();
  try {
    return compiler.pdf({ mainFileContent: sourceOf(template), inputs: { data } }, { pdfStandard: 'ua-1' });
  } finally {
    // What was remembered of the last ten documents is enough.
    compiler.evictCache(10);
  }
}

function sourceOf(template: Template): string {
  let source = sources.get(template);
  if (source === undefined) {
    const read = (name: string) => readFileSync(new URL(`./${name}.typ`, import.meta.url), 'utf8');
    source = `${read('letterhead')}\n${read(template)}`;
    sources.set(template, source);
  }
  return source;
}

/** PDF/UA wants every character to have a sign; the compiler names those that have none. */
function missingCharacters(error: unknown): string[] {
  const told = String((error as { code?: unknown }).code ?? '') + String((error as Error).message);
  const found = told.matchAll(/the text `\\*"(.+?)\\*"` could not be displayed/gsu);
  return [...new Set([...found].map(([, character]) => unquoted(character!)))];
}

/** The compiler writes invisible characters as `\u{200d}`, once or twice escaped. */
function unquoted(text: string): string {
  return text.replace(/\\+u\{([0-9a-f]+)\}/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
}

/** A word longer than a line gets places where it may break, so that nothing runs off the page. */
function breakable(text: string): string {
  return text.replace(/[^\s/\-\u200b]{48,}/gu, (word) => [...word].join('\u200b'));
}
