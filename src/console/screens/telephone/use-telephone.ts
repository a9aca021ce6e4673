import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { OwnCall, Telephone } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useTold } from '../../api/live.ts';
import { listenWhileHidden } from '../../api/live-source.ts';

/** While nothing is told of it: a line that went away is seen within ten seconds. */
const look_ms = 4_000;
/** What happens at it is told at once; that nobody holds the line of the exchange any more is told by nobody. */
const told_ms = 15_000;
const rest_ms = 60_000;

/** One's own telephone; told at once of what changes, and looked at now and then. */
export function useTelephone(): Telephone | undefined {
  const isTold = useTold();
  const { data } = useQuery({
    queryKey: ['telephone'],
    queryFn: ({ signal }) => call('get_telephone', { signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.link === 'none' ? rest_ms : isTold ? told_ms : look_ms,
    refetchIntervalInBackground: true,
  });
  const hasOne = data !== undefined && data.link !== 'none';
  useEffect(() => {
    return hasOne ? listenWhileHidden() : undefined;
  }, [hasOne]);
  return data;
}

/** The call that is to be attended: one that rings or is spoken before one that just ended, and none that is attended or written. */
export function callToAttend({ calls }: Telephone, written: readonly string[]): OwnCall | null {
  const open = calls.filter(({ id, interaction_id }) => interaction_id === null && !written.includes(id));
  return open.find(({ ended_at }) => ended_at === null) ?? open[0] ?? null;
}
