import type { FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { anchorPaging } from '../../actions/open311/anchor-paging.ts';
import { markPage } from '../../actions/open311/mark-page.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { isFeed } from '../../queries/public/open311/request-order.ts';
import { serviceRequests, type PublicRequest } from '../../queries/public/open311/service-requests.ts';
import type { RequestQuery } from './read-query.ts';

const anybody = { kind: 'public' } as const;

/**
 * The requests of one page. Clients know pages by number alone, so where the next one begins is noted here: whoever
 * reads page after page is never counted forward to where it was; whoever asks for a far page at once is, in the index.
 */
export async function pageOfRequests(
  app: App,
  request: FastifyRequest,
  { city, filter, page }: { city: CityConfiguration } & Pick<RequestQuery, 'filter' | 'page'>,
): Promise<readonly PublicRequest[]> {
  if (page === null) return (await serviceRequests(app, city, filter)).requests;
  const reader = readerOf(request);
  const { before, after } = await anchorPaging(app, anybody, { ...reader, page });
  // A feed is ordered by what changes: there, whatever changes meanwhile comes again at its end.
  const snapshot = before === null || isFeed(filter) ? {} : { snapshot: before };
  const { requests, last } = await serviceRequests(app, city, {
    ...filter,
    ...snapshot,
    ...(after === null ? {} : { after }),
  });
  if (before !== null && last !== undefined && requests.length === filter.limit)
    await markPage(app, anybody, { ...reader, page: page + 1, before, after: last });
  return requests;
}

/** Who pages through what: the same query from the same address. */
function readerOf(request: FastifyRequest): { reader: string; query: string } {
  const query = Object.entries(request.query as Record<string, unknown>)
    .filter(([name]) => name !== 'page')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { reader: request.ip, query: JSON.stringify([request.base, query]) };
}
