import { icon } from './icons.ts';
import { html, type Html } from './raw.ts';
import type { Visit } from './visit.ts';

export interface Result {
  readonly href: string;
  readonly icon: string;
  readonly title: string;
  readonly text: string;
}

/** A list of big links. */
export function resultList({ cityWords }: Visit, results: readonly Result[]): Html {
  return html`<ul class="results">
    ${results.map(
      (result) =>
        html`<li>
          <a href="${result.href}">
            <span class="badge">${icon(result.icon)}</span>
            <span ${cityWords}><strong>${result.title}</strong> <small>${result.text}</small></span>
            <span class="arrow">${icon('arrow')}</span>
          </a>
        </li>`,
    )}
  </ul>`;
}
