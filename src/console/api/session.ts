import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Me, Permission, SessionState } from '../api.generated.ts';
import { ApiError, call } from './client.ts';

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<SessionState | null> => {
    try {
      return await call('get_session', { signal });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
  retry: false,
});

/** Under the shell somebody is always signed in. */
export function useMe(): Me {
  const { data } = useQuery(sessionQuery);
  if (data?.me == null) throw new Error('signed out');
  return data.me;
}

/** Whether a screen for that permission is offered at all; the server has the last word on each place. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
