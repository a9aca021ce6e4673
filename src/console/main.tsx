import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './css/tokens.css';
import './css/base.css';
import './css/controls.css';
import './css/shell.css';
import './css/forced-colors.css';
import { ApiError } from './api/client.ts';
import { followSession } from './api/session-news.ts';
import { applyTheme } from './layout/theme.ts';
import { dismissToasts } from './layout/toasts.ts';
import { makeRouter } from './routes.tsx';

applyTheme();

/** A session that died elsewhere sends to the sign-in page, which brings back to the same address. */
function onError(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 401 || error.code === 'wrong_credentials') return;
  client.setQueryData(['session'], null);
  void router.invalidate();
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      retry: (count, error) =>
        count < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status === 503),
      refetchOnWindowFocus: true,
      staleTime: 15_000,
    },
  },
});

const router = makeRouter(client);
followSession(client, () => {
  dismissToasts();
  void router.invalidate();
});

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
