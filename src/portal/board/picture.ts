import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

// Pictures for the eye, each with its numbers in a table behind it. Colours and strokes are in the style sheet; nothing
// depends on colour alone.

export const width = 400;
export const height = 210;

interface Drawn {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly body: readonly Html[];
  readonly height?: number;
}

export function picture({ id, title, says, body, height: own = height }: Drawn): Html {
  return html`<svg
    class="chart"
    viewBox="0 0 ${width} ${own}"
    role="img"
    aria-labelledby="${id}-titulo ${id}-dice"
  >
    <title id="${id}-titulo">${title}</title>
    <desc id="${id}-dice">${says}</desc>
    ${body}
  </svg>`;
}

/** The numbers of a picture, for whoever reads them or has them read. */
export function behind({ say }: Visit, title: string, table: Html): Html {
  return html`<details class="numbers">
    <summary>${say('portal.board.see_numbers')}</summary>
    <div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="${say('portal.board.table_of', { what: title })}"
    >
      ${table}
    </div>
  </details>`;
}

export function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<table class="figures">
    <caption class="visually-hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${head.map((text) => html`<th scope="col">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${rest.map((text) => html`<td>${text}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export const rounded = (number: number): number => Math.round(number * 10) / 10;
