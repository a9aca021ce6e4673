import type { QueryClient } from '@tanstack/react-query';
import { otherPersonCame } from './client.ts';
import { sessionQuery } from './session.ts';

// A browser has one session for all its windows.
const windows = new BroadcastChannel('atiende.session');

/** Tells the other windows of this browser that somebody entered or left. */
export const tellWindows = (): void => windows.postMessage(null);

/**
 * Follows who is signed in in this browser, whichever window they entered or left in: what was read for who was here
 * before goes before anything of it is shown to somebody else. `onChange` is called then.
 */
export function followSession(client: QueryClient, onChange: () => void): void {
  const userNow = () => client.getQueryData(sessionQuery.queryKey)?.me?.user.id ?? null;
  let user_id = userNow();
  client.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== 'session' || userNow() === user_id) return;
    const isOther = user_id !== null;
    user_id = userNow();
    if (!isOther) return;
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    onChange();
  });
  const readAnew = () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  windows.addEventListener('message', readAnew);
  addEventListener(otherPersonCame, readAnew);
}
