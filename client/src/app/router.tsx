import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { loadMessages } from '../i18n/index.ts';
import {
  cohortQuery,
  invitationQuery,
  productQuery,
  productsQuery,
  queryClient,
  replayQuery,
  sessionQuery,
  sessionsQuery,
  shelfQuery,
  siteQuery,
  timelineQuery,
} from '../net/queries.ts';
import { openSocket } from '../net/socket.ts';
import { CrashPage } from './crash-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { RootFrame } from './root-frame.tsx';

const rootRoute = createRootRoute({
  component: RootFrame,
  errorComponent: CrashPage,
  notFoundComponent: MissingPage,
});

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Only paths of this site: a link from outside must not send people elsewhere after signing in. */
export function safeNext(value: unknown): string | undefined {
  const path = text(value);
  return path?.startsWith('/') && !path.startsWith('//') && !path.includes('\\') ? path : undefined;
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: safeNext(search.next) }),
  beforeLoad: async ({ search }) => {
    const site = await queryClient.ensureQueryData(siteQuery).catch(() => null);
    if (site?.me) throw redirect({ to: search.next ?? '/', replace: true });
  },
  loader: () => loadMessages('auth'),
  component: lazyRouteComponent(() => import('../features/auth/sign-in-page.tsx'), 'SignInPage'),
});

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join/$token',
  loader: ({ params }) => {
    void queryClient.prefetchQuery(invitationQuery(params.token));
    return loadMessages('auth');
  },
  component: lazyRouteComponent(() => import('../features/auth/join-page.tsx'), 'JoinPage'),
});

/** Everything behind it knows who is signed in; `useMe` hands that person out. */
const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'member',
  beforeLoad: async ({ location }) => {
    const site = await queryClient.ensureQueryData(siteQuery);
    if (!site.me)
      throw redirect({
        to: '/sign-in',
        search: location.href === '/' ? {} : { next: location.href },
        replace: true,
      });
  },
});

// Off air: head, dock on phones, the system's light or dark.
const shellRoute = createRoute({
  getParentRoute: () => memberRoute,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { cohort?: string } => ({ cohort: text(search.cohort) }),
  loaderDeps: ({ search }) => ({ cohort: search.cohort }),
  loader: ({ deps }) => {
    void queryClient.prefetchQuery(sessionsQuery(deps.cohort));
    return loadMessages('home', 'results');
  },
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const newSessionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sessions/new',
  validateSearch: (search: Record<string, unknown>): { cohort?: string } => ({ cohort: text(search.cohort) }),
  loader: () => loadMessages('plan'),
  component: lazyRouteComponent(() => import('../features/plan/new-session-page.tsx'), 'NewSessionPage'),
});

const editSessionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sessions/$sessionId/edit',
  loader: ({ params }) => {
    void queryClient.prefetchQuery(sessionQuery(params.sessionId));
    return loadMessages('plan');
  },
  component: lazyRouteComponent(() => import('../features/plan/edit-session-page.tsx'), 'EditSessionPage'),
});

const lobbyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sessions/$sessionId',
  loader: ({ params }) => {
    void queryClient.prefetchQuery(sessionQuery(params.sessionId));
    return loadMessages('lobby', 'plan');
  },
  component: lazyRouteComponent(() => import('../features/lobby/lobby-page.tsx'), 'LobbyPage'),
});

const cohortRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/cohorts/$cohortId',
  loader: ({ params }) => {
    void queryClient.prefetchQuery(cohortQuery(params.cohortId));
    return loadMessages('cohort');
  },
  component: lazyRouteComponent(() => import('../features/cohort/cohort-page.tsx'), 'CohortPage'),
});

const productsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/cohorts/$cohortId/products',
  loader: ({ params }) => {
    void queryClient.prefetchQuery(productsQuery(params.cohortId));
    return loadMessages('product');
  },
  component: lazyRouteComponent(() => import('../features/products/products-page.tsx'), 'ProductsPage'),
});

const productRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products/$productId',
  loader: ({ params }) => {
    void queryClient.prefetchQuery(productQuery(params.productId));
    return loadMessages('product');
  },
  component: lazyRouteComponent(() => import('../features/products/product-page.tsx'), 'ProductPage'),
});

const shelfRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sessions/$sessionId/shelf',
  loader: ({ params }) => {
    void queryClient.prefetchQuery(sessionQuery(params.sessionId));
    void queryClient.prefetchQuery(shelfQuery(params.sessionId));
    return loadMessages('shelf', 'product');
  },
  component: lazyRouteComponent(() => import('../features/shelf/plan-shelf-page.tsx'), 'PlanShelfPage'),
});

const replayRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sessions/$sessionId/replay',
  validateSearch: (search: Record<string, unknown>): { t?: number } => {
    const seconds = Number(search.t);
    return search.t !== undefined && Number.isFinite(seconds) && seconds >= 0 ? { t: seconds } : {};
  },
  loader: ({ params }) => {
    void queryClient.prefetchQuery(sessionQuery(params.sessionId));
    void queryClient.prefetchQuery(replayQuery(params.sessionId));
    void queryClient.prefetchQuery(timelineQuery(params.sessionId));
    return loadMessages('replay', 'results', 'transcript');
  },
  component: lazyRouteComponent(() => import('../features/replay/replay-page.tsx'), 'ReplayPage'),
});

// On air: the whole window, dark, and the socket opened while the page's code is still on its way.
const airRoute = createRoute({
  getParentRoute: () => memberRoute,
  id: 'air',
  component: lazyRouteComponent(() => import('./air-frame.tsx'), 'AirFrame'),
});

function enterAir(sessionId: string, preload: boolean): void {
  void queryClient.prefetchQuery(sessionQuery(sessionId));
  if (!preload) void openSocket();
}

const studioRoute = createRoute({
  getParentRoute: () => airRoute,
  path: '/sessions/$sessionId/studio',
  loader: ({ params, preload }) => {
    enterAir(params.sessionId, preload);
    return loadMessages(
      'studio',
      'rundown',
      'violation',
      'transcript',
      'moderation',
      'live',
      'shelf',
      'product',
    );
  },
  component: lazyRouteComponent(() => import('../features/studio/studio-page.tsx'), 'StudioPage'),
});

const watchRoute = createRoute({
  getParentRoute: () => airRoute,
  path: '/sessions/$sessionId/watch',
  loader: ({ params, preload }) => {
    enterAir(params.sessionId, preload);
    return loadMessages('watch', 'live');
  },
  component: lazyRouteComponent(() => import('../features/watch/watch-page.tsx'), 'WatchPage'),
});

const coachRoute = createRoute({
  getParentRoute: () => airRoute,
  path: '/sessions/$sessionId/coach',
  loader: ({ params, preload }) => {
    enterAir(params.sessionId, preload);
    return loadMessages('coach', 'rundown', 'violation', 'transcript', 'moderation', 'live');
  },
  component: lazyRouteComponent(() => import('../features/coach/coach-page.tsx'), 'CoachPage'),
});

const consoleRoute = createRoute({
  getParentRoute: () => airRoute,
  path: '/sessions/$sessionId/console/$job',
  loader: ({ params, preload }) => {
    enterAir(params.sessionId, preload);
    return loadMessages(
      ...([
        'console',
        'coach',
        'rundown',
        'moderation',
        'live',
        'studio',
        'shelf',
        'product',
        'violation',
        'transcript',
      ] as const),
    );
  },
  component: lazyRouteComponent(() => import('../features/console/console-page.tsx'), 'ConsolePage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    joinRoute,
    memberRoute.addChildren([
      shellRoute.addChildren([
        homeRoute,
        newSessionRoute,
        editSessionRoute,
        lobbyRoute,
        cohortRoute,
        productsRoute,
        productRoute,
        shelfRoute,
        replayRoute,
      ]),
      airRoute.addChildren([studioRoute, watchRoute, coachRoute, consoleRoute]),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: MissingPage,
  scrollRestoration: true,
});

/**
 * Sends for the code of the page that is being opened, while who is asking is still being found out. On a
 * cold link the two would otherwise wait for each other.
 */
export function fetchPageCode(pathname: string): void {
  const [matched] = router.getMatchedRoutes(pathname);
  for (const each of matched) {
    const component = each.options.component as { preload?: () => Promise<void> } | undefined;
    // A failure shows when the router itself asks again.
    component?.preload?.().catch(() => {});
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
