import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

/** Kinds of interaction and wrap-up codes of the city; they change rarely. */
export const deskWordsQuery = queryOptions({
  queryKey: ['desk-words'],
  queryFn: ({ signal }) => call('get_desk_words', { signal }),
  staleTime: 10 * 60_000,
});
