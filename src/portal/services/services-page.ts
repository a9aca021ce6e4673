import type { Service } from '../../core/cities/configuration.ts';
import type { ServiceGroup } from '../../queries/public/service-groups.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html } from '../layout/raw.ts';
import { resultList } from '../layout/results.ts';
import { searchBox } from '../layout/search-box.ts';
import type { Visit } from '../layout/visit.ts';

/** The catalogue: its groups, or the services of one of them. */
export function servicesPage(
  visit: Visit,
  groups: readonly ServiceGroup[],
  chosen: ServiceGroup | null,
): string {
  const { say, paths, cityWords } = visit;
  const title = chosen?.name ?? say('portal.services.title');
  const main = html`${
      chosen === null
        ? null
        : html`<a class="back" href="${paths.services()}">${icon('back')} ${say('portal.services.all')}</a>`
    }
    <h1 ${chosen === null ? null : cityWords}>${title}</h1>
    ${
      chosen === null
        ? html`${searchBox(visit)}
          ${groups.map(
            (group) =>
              html`<section aria-labelledby="grupo-${group.code}">
                <h2 id="grupo-${group.code}" ${cityWords}>${group.name}</h2>
                ${list(visit, group)}
              </section>`,
          )}`
        : html`<p class="lead">${say('portal.services.choose')}</p>
            ${list(visit, chosen)}
            <p>${say('portal.services.not_found')}</p>
            ${searchBox(visit)}`
    }`;
  return page(visit, { title, main });
}

function list(visit: Visit, group: ServiceGroup) {
  const { city, paths } = visit;
  const services: Service[] = [...city.services.values()].filter(
    ({ group_id, is_active }) => group_id === group.id && is_active,
  );
  return resultList(
    visit,
    services.map((service) => ({
      href: paths.service(service.code),
      icon: group.icon,
      title: service.name,
      text: service.description,
    })),
  );
}
