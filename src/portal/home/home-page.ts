import type { DraftSummary } from '../../queries/citizen/draft.ts';
import type { ChannelAddress } from '../../queries/public/channel-addresses.ts';
import type { ServiceGroup } from '../../queries/public/service-groups.ts';
import { icon } from '../layout/icons.ts';
import { callBackLink, isClosedNow, openNow, weekSaid } from '../layout/openings.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import { searchBox } from '../layout/search-box.ts';
import type { Visit } from '../layout/visit.ts';

export interface HomeFacts {
  readonly groups: readonly ServiceGroup[];
  readonly addresses: readonly ChannelAddress[];
  /** Whether some office gives numbers or appointments. */
  readonly gives_numbers: boolean;
  readonly draft: DraftSummary | null;
  readonly welcome: string | null;
}

/** The first page: search before everything else, then the groups, following and talking to a person. */
export function homePage(visit: Visit, facts: HomeFacts): string {
  const { say } = visit;
  const main = html`<section class="hero">
      <h1>${say('portal.home.title')}</h1>
      <p class="lead">${facts.welcome ?? say('portal.home.lead')}</p>
      ${searchBox(visit)} ${examples(visit)}
    </section>
    ${facts.draft === null ? null : unfinished(visit, facts.draft)}
    <section aria-labelledby="temas">
      <h2 id="temas">${say('portal.home.groups')}</h2>
      ${groupList(visit, facts.groups)}
    </section>
    <div class="two">${followCard(visit)} ${contactCard(visit, facts)}</div>
    <p><a href="${visit.paths.board()}">${say('portal.home.board')}</a></p>`;
  return page(visit, { title: say('portal.home.title'), main, wide: true });
}

function examples({ say, paths, cityWords }: Visit): Html {
  const words = [say('portal.home.example_1'), say('portal.home.example_2'), say('portal.home.example_3')];
  return html`<ul class="chips" aria-label="${say('portal.home.examples')}">
    ${words.map((text) => html`<li><a href="${paths.search(text)}" ${cityWords}>${text}</a></li>`)}
  </ul>`;
}

function unfinished(visit: Visit, draft: DraftSummary): Html {
  const { say, paths } = visit;
  const text = say('portal.home.unfinished_text', { service: draft.service_name ?? '—' });
  return html`<section class="notice wait" aria-labelledby="sin-terminar">
    <h2 id="sin-terminar">${say('portal.home.unfinished')}</h2>
    <p>${text}</p>
    <form method="post" action="${paths.discardDraft()}" class="actions">
      ${visit.csrf()}
      <a class="button" href="${paths.step(draft.next_step)}">${say('portal.home.continue')}</a>
      <button class="button text" type="submit">${say('portal.home.discard')}</button>
    </form>
  </section>`;
}

function groupList({ paths, cityWords }: Visit, groups: readonly ServiceGroup[]): Html {
  return html`<ul class="groups">
    ${groups.map(
      (group) =>
        html`<li>
          <a href="${paths.group(group.code)}"
            ><span class="badge">${icon(group.icon)}</span> <span ${cityWords}>${group.name}</span></a
          >
        </li>`,
    )}
  </ul>`;
}

function followCard(visit: Visit): Html {
  const { say, paths } = visit;
  return html`<section class="card" aria-labelledby="seguir">
    <h2 id="seguir">${say('portal.home.follow')}</h2>
    <p class="soft">${say('portal.home.follow_text')}</p>
    <form method="post" action="${paths.follow()}">
      ${visit.csrf()}
      <div class="field">
        <label for="inicio-folio">${say('portal.follow.folio')}</label>
        <input
          type="text"
          id="inicio-folio"
          name="folio"
          autocomplete="off"
          maxlength="40"
          spellcheck="false"
        />
      </div>
      <button class="button" type="submit">${say('portal.home.follow_button')}</button>
      <a class="button text" href="${paths.lostFolio()}">${say('portal.layout.lost')}</a>
    </form>
  </section>`;
}

const digits = (text: string): string => text.replace(/[^\d+*]/g, '');

/** Every way that the city gives to reach it: its telephones first, then what it lists, with the hours it keeps. */
function contactCard(visit: Visit, { addresses, gives_numbers }: HomeFacts): Html {
  const { say } = visit;
  const contact = visit.city.city.settings.public_contact;
  const said = [contact.phone, contact.whatsapp];
  const calling = callBackLink(visit, 'phone');
  const labelOf = (channel: string) => addresses.find((one) => one.channel === channel)?.label;
  return html`<section class="card" aria-labelledby="contacto">
    <h2 id="contacto">${say('portal.contact.title')}</h2>
    ${
      contact.phone === undefined
        ? null
        : html`<p>
            ${icon('phone')} ${labelled(visit, labelOf('phone'))}
            <a href="tel:${digits(contact.phone)}"><strong>${contact.phone}</strong></a
            ><br />
            ${openNow(visit, 'phone')}
          </p>`
    }
    ${
      contact.whatsapp === undefined
        ? null
        : html`<p>
            ${icon('message')} ${say('portal.contact.whatsapp', { number: contact.whatsapp })}<br />
            ${openNow(visit, 'whatsapp')}
          </p>`
    }
    ${addresses.filter(({ value }) => !said.includes(value)).map((one) => address(visit, one))}
    ${gives_numbers ? html`<p><a href="${visit.paths.offices()}">${say('portal.turns.offices')}</a></p>` : null}
    ${calling === null ? null : html`<p>${calling}</p>`} ${outOfHours(visit, addresses)}
    <p class="soft small" ${visit.cityWords}>${contact.hours}</p>
  </section>`;
}

/** A door that is shut stops nobody: the matter is left in writing, at any hour. */
function outOfHours(visit: Visit, addresses: readonly ChannelAddress[]): Html | null {
  const { say, paths } = visit;
  const doors = new Set(['phone', ...addresses.map(({ channel }) => channel)]);
  if (![...doors].some((channel) => isClosedNow(visit, channel))) return null;
  return html`<p>
    ${say('portal.contact.leave_it')} <a href="${paths.start()}">${say('portal.contact.leave_it_here')}</a>
  </p>`;
}

function labelled({ cityWords }: Visit, label: string | undefined): Html | null {
  return label === undefined ? null : html`<span ${cityWords}>${label}</span><br />`;
}

const ADDRESS_ICONS: Readonly<Record<string, 'pin' | 'phone' | 'message'>> = {
  counter: 'pin',
  letter: 'pin',
  hearing: 'pin',
  phone: 'phone',
  app: 'phone',
};

function address(visit: Visit, { channel, label, value }: ChannelAddress): Html {
  const { cityWords } = visit;
  const week = weekSaid(visit, channel);
  return html`<p>
    ${icon(ADDRESS_ICONS[channel] ?? 'message')} <strong ${cityWords}>${label}</strong><br />
    <span ${cityWords}>${value}</span><br />
    ${openNow(visit, channel)} ${week === null ? null : html`<br /><span class="small soft">${week}</span>`}
  </p>`;
}
