import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { CallBacks } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { bringToDesk } from './call-for-desk.ts';
import { useTelephone } from './use-telephone.ts';

export type CallBackRow = CallBacks['items'][number];

export const callBacksQuery = queryOptions({
  queryKey: ['telephone', 'call-backs'],
  queryFn: ({ signal }) => call('list_call_backs', { signal }),
  refetchInterval: 20_000,
});

/** Takes one and brings it to the desk, calling where there is an exchange, and says how it ended. */
export function useCallBacks() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const telephone = useTelephone();
  const calls = telephone?.link === 'up';
  const refresh = [['telephone']];
  const taking = useWrite('take_call_back', {
    refresh,
    done: ({ call_id }, given) => void attend(call_id, given.params.id),
    failed: () => {
      void client.invalidateQueries({ queryKey: ['telephone'] });
      return false;
    },
  });
  const closing = useWrite('close_call_back', { refresh });
  /** The number is told by the list, to who has taken it. */
  async function attend(call_id: string | null, id: string): Promise<void> {
    const { items } = await client.fetchQuery({ ...callBacksQuery, staleTime: 0 });
    const number = items.find((one) => one.id === id)?.number ?? '';
    const started_at = new Date().toISOString();
    bringToDesk({ call_id: call_id ?? '', direction: 'out', number, started_at, over_at: '', person_id: '' });
    void navigate({ to: '/atencion' });
  }
  return {
    calls,
    isTaking: taking.isPending,
    take: ({ id }: CallBackRow) => taking.mutate({ params: { id }, body: { calls } }),
    close: ({ id }: CallBackRow, outcome: 'done' | 'given_up') =>
      closing.mutate({ params: { id }, body: { outcome } }),
  };
}
