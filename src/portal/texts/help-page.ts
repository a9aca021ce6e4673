import { sayCode, type SentenceKey } from '../../core/language/sentences.ts';
import type { ChannelAddress } from '../../queries/public/channel-addresses.ts';
import { icon } from '../layout/icons.ts';
import { callBackLink, openNow, weekSaid } from '../layout/openings.ts';
import { page } from '../layout/page.ts';
import { html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

const questions = ['what', 'account', 'anonymous', 'how_long', 'lost', 'disagree', 'no_internet'] as const;

/** How it works, in a few questions, and every door of the city with its hours. */
export function helpPage(visit: Visit, addresses: readonly ChannelAddress[]): string {
  const { say, language, city } = visit;
  const title = say('portal.help.title');
  const week = (channel: string) => {
    const said = weekSaid(visit, channel);
    return said === null ? null : html`<br /><span class="soft">${said}</span>`;
  };
  const doors = addresses.map(
    ({ channel, label, value }) =>
      html`<div>
        <dt>${sayCode(language, 'channel', channel) ?? channel}</dt>
        <dd><strong>${label}</strong><br />${value} ${openNow(visit, channel)}${week(channel)}</dd>
      </div>`,
  );
  const calling = callBackLink(visit, 'phone');
  const main = html`<h1>${title}</h1>
    ${questions.map(
      (one) =>
        html`<details class="card">
          <summary>${say(`portal.help.${one}.question` as SentenceKey)}</summary>
          <p>${say(`portal.help.${one}.answer` as SentenceKey)}</p>
        </details>`,
    )}
    <section aria-labelledby="puertas">
      <h2 id="puertas">${icon('phone')} ${say('portal.help.doors')}</h2>
      <p>${city.city.settings.public_contact.hours}</p>
      ${doors.length === 0 ? null : html`<dl class="facts">${doors}</dl>`}
      ${calling === null ? null : html`<p>${calling}</p>`}
    </section>`;
  return page(visit, { title, main });
}
