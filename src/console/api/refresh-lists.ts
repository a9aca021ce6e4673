import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import { call, type Reply } from './client.ts';
import { patchPages } from './patch-lists.ts';
import type { ListFilter } from './reads.ts';

type List = InfiniteData<Reply<'list_petitions'>, string | null>;

/** More at once than this, and the list is read anew. */
const mostAtOnce = 50;
/** How often it is looked whether a list that is being read has come. */
const again_ms = 400;

/**
 * Brings the lists of petitions up to date with a change of those: in the lists on the screen just these rows are read,
 * whatever was loaded of them; the others are read when they are next shown.
 */
export function refreshLists(client: QueryClient, ids: ReadonlySet<string>): void {
  void client.invalidateQueries({ queryKey: ['counts'] });
  void client.invalidateQueries({ queryKey: ['petitions'], refetchType: 'none', type: 'inactive' });
  for (const id of ids) void client.invalidateQueries({ queryKey: ['petition', id] });
  for (const query of client.getQueryCache().findAll({ queryKey: ['petitions'], type: 'active' })) {
    void refreshOne(client, query, ids);
  }
}

/** Reads all of them again: too much changed, or nobody knows what. Rows that are the same stay the same. */
export function refreshAll(client: QueryClient): void {
  for (const name of ['counts', 'petitions', 'petition']) void client.invalidateQueries({ queryKey: [name] });
}

async function refreshOne(client: QueryClient, query: Query, ids: ReadonlySet<string>): Promise<void> {
  const { queryKey } = query;
  if (query.state.data === undefined || ids.size > mostAtOnce) {
    return client.invalidateQueries({ queryKey, exact: true });
  }
  const filter = queryKey[1] as ListFilter;
  try {
    const asked = { ...filter, ids: [...ids].join(), limit: mostAtOnce };
    const { items } = await call('list_petitions', { query: asked });
    // A page that is on its way is added to what was there when it was asked for: not to this.
    while (query.state.fetchStatus === 'fetching') {
      await new Promise((resolve) => setTimeout(resolve, again_ms));
    }
    const change = { ids, rows: items, order: filter.order ?? 'due' };
    client.setQueryData<List>(queryKey, (list) => list && patchPages(list, change));
  } catch {
    await client.invalidateQueries({ queryKey, exact: true });
  }
}
