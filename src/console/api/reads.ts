import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Query } from './client.ts';

/** Everything forms offer; changes rarely. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => call('get_catalogue', { signal }),
  staleTime: 10 * 60_000,
});

export const petitionQuery = (id: string) =>
  queryOptions({
    queryKey: ['petition', id],
    queryFn: ({ signal }) => call('get_petition', { params: { id }, query: {}, signal }),
    staleTime: 5_000,
  });

export const relatedQuery = (id: string) =>
  queryOptions({
    queryKey: ['petition', id, 'related'],
    queryFn: ({ signal }) => call('list_related', { params: { id }, signal }),
    staleTime: 30_000,
  });

/** The contacts of a petition in clear; the server writes down that they were seen. Forgotten with the panel. */
export const contactsQuery = (id: string) =>
  queryOptions({
    queryKey: ['petition', id, 'contacts'],
    queryFn: async ({ signal }) => {
      const page = await call('get_petition', { params: { id }, query: { reveal: 'contact' }, signal });
      return page.contacts;
    },
    gcTime: 0,
  });

export type ListFilter = Omit<Query<'list_petitions'>, 'cursor' | 'limit'>;

/** Keyset pages; while a filter changes the old rows stay in sight. */
export const petitionsQuery = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ['petitions', filter],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_petitions', {
        query: { ...filter, limit: 60, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
    placeholderData: (before) => before,
  });

export const countsQuery = (filter: Omit<ListFilter, 'tab' | 'order'>) =>
  queryOptions({
    queryKey: ['counts', filter],
    queryFn: ({ signal }) => call('count_petitions', { query: filter, signal }),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => call('list_views', { signal }),
});

export const clockQuery = (id: string, clock: string) =>
  queryOptions({
    queryKey: ['petition', id, 'clock', clock],
    queryFn: ({ signal }) => call('explain_clock', { params: { id, clock }, signal }),
  });
