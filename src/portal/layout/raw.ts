import { html as escaping } from 'ghtml';

/** Markup that is already safe: what `html` gives back, and what `trusted` was told. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

export type Part = Html | string | number | null | undefined | false | readonly Part[];

/**
 * The template of every page: whatever is interpolated is escaped, except other templates. Nothing (null, undefined,
 * false) renders as nothing, a list as its items in a row.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? '';
  for (const [index, part] of parts.entries()) text += render(part) + (strings[index + 1] ?? '');
  return new Html(text);
}

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'object') return part.map(render).join('');
  return escaping`${String(part)}`;
}

/** Markup made by ourselves or by a library of ours (an icon, a QR code); never anything that a person wrote. */
export function trusted(markup: string): Html {
  return new Html(markup);
}
