import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from './api/session.ts';
import { NotFoundPage } from './layout/NotFound.tsx';
import { Root } from './layout/Root.tsx';
import { plainSearch } from './layout/search-params.ts';
import { Shell } from './layout/Shell.tsx';

export const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFoundPage,
});

export const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/sign-in/SignIn.tsx'), 'SignIn'),
});
export const setPassword = createRoute({
  getParentRoute: () => root,
  path: 'set-password',
  component: lazyRouteComponent(() => import('./screens/sign-in/SetPassword.tsx'), 'SetPassword'),
});
export const forgotten = createRoute({
  getParentRoute: () => root,
  path: 'forgotten-password',
  component: lazyRouteComponent(() => import('./screens/sign-in/ForgottenPassword.tsx'), 'ForgottenPassword'),
});

/** Whatever is only for who is signed in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (session?.state !== 'signed_in') {
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
  },
  component: Shell,
});

/** Where somebody begins. */
export const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: async ({ context }) => {
    const me = (await context.client.ensureQueryData(sessionQuery))?.me;
    // Whoever works in an authority or a unit begins with its day; whoever looks at the whole city, with the list.
    const hasPlace = me?.grants.some(
      ({ authority_id, permissions }) => authority_id !== null && permissions.includes('petition.read'),
    );
    throw redirect({ to: hasPlace ? '/my-unit' : '/inbox', search: {} });
  },
});
