import { longInstant } from '../../core/language/format.ts';
import type { CityText } from '../../queries/public/city-text.ts';
import { sayCode } from '../../core/language/sentences.ts';
import { page } from '../layout/page.ts';
import { html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { prose } from './prose.ts';

/** A text of the city, with its version and since when it is in force. */
export function textPage(visit: Visit, text: CityText): string {
  const { say, language, manner, cityWords } = visit;
  // A text that brings its own heading keeps it.
  const [, heading, rest] = /^\s*#+\s+(.+)\n([\s\S]*)$/.exec(text.body) ?? [];
  const title = heading ?? sayCode(language, 'portal.texts', text.code) ?? say('portal.texts.other');
  const main = html`<h1 ${heading === undefined ? null : cityWords}>${title}</h1>
    <div ${cityWords}>${prose(rest ?? text.body)}</div>
    <hr />
    <p class="soft small">
      ${say('portal.texts.version', { version: text.version, date: longInstant(text.valid_from, manner) })}
    </p>`;
  return page(visit, { title, main });
}

/** The accessibility statement: what is kept to, what is known to be missing, whom to tell. */
export function accessibilityPage(visit: Visit): string {
  const { say, city } = visit;
  const { phone, email, hours } = city.city.settings.public_contact;
  const title = say('portal.accessibility.title');
  const main = html`<h1>${title}</h1>
    <div class="prose">
      <p>${say('portal.accessibility.standard')}</p>
      <p>${say('portal.accessibility.without_script')}</p>
      <h2>${say('portal.accessibility.limits_title')}</h2>
      <p>${say('portal.accessibility.limits')}</p>
      <h2>${say('portal.accessibility.tell_title')}</h2>
      <p>
        ${say('portal.accessibility.tell', { contact: [phone, email, hours].filter(Boolean).join(' · ') })}
      </p>
    </div>`;
  return page(visit, { title, main });
}
