import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { draftSummary } from '../../queries/citizen/draft.ts';
import { channelAddresses } from '../../queries/public/channel-addresses.ts';
import { cityText } from '../../queries/public/city-text.ts';
import { publicOffices } from '../../queries/public/turns.ts';
import { serviceGroups } from '../../queries/public/service-groups.ts';
import { citiesInstalled } from '../../queries/public/cities-installed.ts';
import { draftSecretOf } from '../layout/cookies.ts';
import { visitOf } from '../layout/visit.ts';
import { citiesPage } from './cities-page.ts';
import { homePage } from './home-page.ts';

/** `/`: the city's first page, or the choice of a city where the address names none. */
export function homeRoutes(server: FastifyInstance, app: App): void {
  server.get('/', async (request, reply) => {
    if (request.cityOrNull === null)
      return reply.html(citiesPage(request, await citiesInstalled(app.database)));
    const visit = visitOf(app, request, reply);
    const { id } = visit.city.city;
    const [first] = visit.city.authorities.keys();
    const secret = draftSecretOf(request);
    const [groups, addresses, offices, welcome, draft] = await Promise.all([
      serviceGroups(app.database, id),
      first === undefined ? [] : channelAddresses(app.database, first),
      publicOffices(app, visit.city),
      cityText(app.database, id, 'welcome'),
      secret === null ? null : draftSummary(app, visit.city, secret),
    ]);
    return reply.html(
      homePage(visit, {
        groups,
        addresses,
        gives_numbers: offices.length > 0,
        draft,
        welcome: visit.cityWords === null ? (welcome?.body ?? null) : null,
      }),
    );
  });
}
