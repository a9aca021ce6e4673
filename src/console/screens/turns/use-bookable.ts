import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';

/** What an office gives at this moment: who waits in which line, and the hours that are free. */
export const useBookable = (office_id: string) =>
  useQuery({
    queryKey: ['bookable-hours', office_id],
    queryFn: ({ signal }) => call('get_bookable_hours', { params: { id: office_id }, signal }),
    staleTime: 0,
    // The hour at which it opens, and who waits meanwhile.
    refetchInterval: 30_000,
  });
