import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { laterScreen } from './language/later-sentences.ts';
import { parseSearch, plainSearch, writeSearch } from './layout/search-params.ts';
import { Problem } from './ui/Problem.tsx';
import { Waiting } from './ui/Waiting.tsx';
import { forgotten, home, inside, root, setPassword, signIn } from './route-roots.tsx';

// The whole map of the console. Every screen is its own file, read when it is first opened.

const myUnit = createRoute({
  getParentRoute: () => inside,
  path: 'my-unit',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/dashboard/MyUnit.tsx'), 'MyUnit'),
});
const forecast = createRoute({
  getParentRoute: () => inside,
  path: 'forecast',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/dashboard/Forecast.tsx'), 'Forecast'),
});
const criticalPoints = createRoute({
  getParentRoute: () => inside,
  path: 'critical-points',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/critical-points/CriticalPoints.tsx'), 'CriticalPoints'),
});
const criticalPoint = createRoute({
  getParentRoute: () => inside,
  path: 'critical-points/$id',
  component: laterScreen(() => import('./screens/critical-points/PointScreen.tsx'), 'PointScreen'),
});
const knowledge = createRoute({
  getParentRoute: () => inside,
  path: 'knowledge',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/knowledge/Knowledge.tsx'), 'Knowledge'),
});
const article = createRoute({
  getParentRoute: () => inside,
  path: 'knowledge/$id',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/knowledge/ArticleScreen.tsx'), 'ArticleScreen'),
});
const workload = createRoute({
  getParentRoute: () => inside,
  path: 'workload',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/dashboard/Workload.tsx'), 'Workload'),
});
const inbox = createRoute({
  getParentRoute: () => inside,
  path: 'inbox',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/inbox/Inbox.tsx'), 'Inbox'),
});
const triage = createRoute({
  getParentRoute: () => inside,
  path: 'triage',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/queues/Triage.tsx'), 'Triage'),
});
const moderation = createRoute({
  getParentRoute: () => inside,
  path: 'moderation',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/queues/Moderation.tsx'), 'Moderation'),
});
const petition = createRoute({
  getParentRoute: () => inside,
  path: 'petitions/$id',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/petition/PetitionScreen.tsx'), 'PetitionScreen'),
});
const newPetition = createRoute({
  getParentRoute: () => inside,
  path: 'new',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/new-petition/NewPetition.tsx'), 'NewPetition'),
});
const turns = createRoute({
  getParentRoute: () => inside,
  path: 'turnos',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/turns/Turns.tsx'), 'Turns'),
});
const desk = createRoute({
  getParentRoute: () => inside,
  path: 'atencion',
  component: lazyRouteComponent(() => import('./screens/desk/Desk.tsx'), 'Desk'),
});
const correspondence = createRoute({
  getParentRoute: () => inside,
  path: 'oficialia',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/correspondence/Correspondence.tsx'), 'Correspondence'),
});
const calls = createRoute({
  getParentRoute: () => inside,
  path: 'llamadas',
  component: lazyRouteComponent(() => import('./screens/telephone/Calls.tsx'), 'Calls'),
});
const interactions = createRoute({
  getParentRoute: () => inside,
  path: 'atenciones',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/desk/Interactions.tsx'), 'Interactions'),
});
const quality = createRoute({
  getParentRoute: () => inside,
  path: 'calidad',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/quality/Quality.tsx'), 'Quality'),
});
const review = createRoute({
  getParentRoute: () => inside,
  path: 'calidad/$id',
  component: laterScreen(() => import('./screens/quality/ReviewScreen.tsx'), 'ReviewScreen'),
});
const calibration = createRoute({
  getParentRoute: () => inside,
  path: 'calidad/calibracion/$id',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/quality/CalibrationScreen.tsx'), 'CalibrationScreen'),
});
const supervision = createRoute({
  getParentRoute: () => inside,
  path: 'telefonia/supervision',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/telephone/supervisor/Supervisor.tsx'), 'Supervisor'),
});
const staffing = createRoute({
  getParentRoute: () => inside,
  path: 'telefonia/personal',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/telephone/supervisor/Staffing.tsx'), 'Staffing'),
});
const recordings = createRoute({
  getParentRoute: () => inside,
  path: 'telefonia/grabaciones',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/telephone/supervisor/Recordings.tsx'), 'Recordings'),
});
const search = createRoute({
  getParentRoute: () => inside,
  path: 'search',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/people/Search.tsx'), 'Search'),
});
const person = createRoute({
  getParentRoute: () => inside,
  path: 'persons/$id',
  component: lazyRouteComponent(() => import('./screens/people/PersonScreen.tsx'), 'PersonScreen'),
});
const outbox = createRoute({
  getParentRoute: () => inside,
  path: 'outbox',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/queues/Outbox.tsx'), 'Outbox'),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: 'audit',
  validateSearch: plainSearch,
  component: lazyRouteComponent(() => import('./screens/queues/Audit.tsx'), 'Audit'),
});
const satisfaction = createRoute({
  getParentRoute: () => inside,
  path: 'satisfaction',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/satisfaction/Satisfaction.tsx'), 'Satisfaction'),
});
const followUps = createRoute({
  getParentRoute: () => inside,
  path: 'follow-ups',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/satisfaction/FollowUps.tsx'), 'FollowUps'),
});
const campaigns = createRoute({
  getParentRoute: () => inside,
  path: 'campaigns',
  component: laterScreen(() => import('./screens/satisfaction/Campaigns.tsx'), 'Campaigns'),
});
const campaign = createRoute({
  getParentRoute: () => inside,
  path: 'campaigns/$id',
  component: laterScreen(() => import('./screens/satisfaction/CampaignScreen.tsx'), 'CampaignScreen'),
});
const surveysToAsk = createRoute({
  getParentRoute: () => inside,
  path: 'surveys-to-ask',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/satisfaction/SurveysToAsk.tsx'), 'SurveysToAsk'),
});
const reports = createRoute({
  getParentRoute: () => inside,
  path: 'reports',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/reports/Reports.tsx'), 'Reports'),
});
const reportTemplate = createRoute({
  getParentRoute: () => inside,
  path: 'reports/template/$model',
  component: laterScreen(() => import('./screens/reports/ReportTemplate.tsx'), 'ReportTemplate'),
});
const account = createRoute({
  getParentRoute: () => inside,
  path: 'account',
  component: laterScreen(() => import('./screens/account/Account.tsx'), 'Account'),
});
const administration = createRoute({
  getParentRoute: () => inside,
  path: 'administration/$section',
  validateSearch: plainSearch,
  component: laterScreen(() => import('./screens/administration/Administration.tsx'), 'Administration'),
});

const tree = root.addChildren([
  signIn,
  setPassword,
  forgotten,
  inside.addChildren([
    ...[
      home,
      myUnit,
      forecast,
      workload,
      criticalPoints,
      criticalPoint,
      inbox,
      triage,
      moderation,
      petition,
      newPetition,
      search,
      person,
      outbox,
      audit,
      account,
    ],
    ...[knowledge, article, correspondence],
    ...[reports, reportTemplate, desk, turns, calls, interactions, quality, review, calibration],
    ...[supervision, staffing, recordings],
    ...[satisfaction, followUps, surveysToAsk, campaigns, campaign, administration],
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/console',
    context: { client },
    parseSearch,
    stringifySearch: writeSearch,
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultErrorComponent: ({ error, reset }) => <Problem error={error} onRetry={reset} />,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Typed at sign-in, for who forgot the password. */
    email?: string;
  }
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
