import { icon } from './icons.ts';
import { html, type Html } from './raw.ts';
import type { Visit } from './visit.ts';

/** The search of services by everyday words; a plain GET form. */
export function searchBox({ say, paths }: Visit, words = '', label?: string): Html {
  return html`<form action="${paths.search()}" method="get" role="search">
    <label class="search-label" for="buscar">${label ?? say('portal.search.label')}</label>
    <div class="search-box">
      <input
        type="search"
        id="buscar"
        name="q"
        value="${words}"
        maxlength="200"
        autocomplete="off"
        placeholder="${say('portal.search.example')}"
      />
      <button class="button" type="submit">
        ${icon('search')} <span>${say('portal.search.button')}</span>
      </button>
    </div>
  </form>`;
}
