import { isRetryable } from '@caipai/shared/errors/codes';
import type { RouteInput, RouteName, RouteValues } from '@caipai/shared/protocol/routes';
import type { RecordingSound } from '@caipai/shared/schemas/finished-recording';
import type { RecordingSpeech } from '@caipai/shared/schemas/speech';
import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { call, RefusedError, unwrap } from './rest.ts';
import { readSite } from './site.ts';

/** Signed out elsewhere, or the sign-in has run out: to the door, and back here after it. */
export function leaveForSignIn(): void {
  if (location.pathname === '/sign-in' || location.pathname.startsWith('/join/')) return;
  const next = location.pathname + location.search;
  location.assign(`/sign-in?next=${encodeURIComponent(next)}`);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof RefusedError && error.refusal.code === 'auth.required') leaveForSignIn();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      retry: (count, error) => count < 2 && error instanceof RefusedError && isRetryable(error.refusal.code),
      retryDelay: (count) => 400 * 2 ** count,
    },
  },
});

function read<N extends RouteName>(name: N, input: RouteInput<N>) {
  return async ({ signal }: { signal: AbortSignal }): Promise<RouteValues[N]> =>
    unwrap(await call(name, input, { signal }));
}

/** Who is signed in, and what the sign-in page offers. Read once; changed by signing in and out. */
export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: async ({ signal }) => unwrap(await readSite(signal)),
  staleTime: Number.POSITIVE_INFINITY,
});

export const sessionsQuery = (cohortId?: string) =>
  queryOptions({
    queryKey: ['sessions', cohortId ?? null],
    queryFn: read('GET /sessions', cohortId ? { cohortId } : {}),
  });

export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId],
    queryFn: read('GET /sessions/:sessionId', { sessionId }),
  });

export const replayQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId, 'replay'],
    queryFn: read('GET /sessions/:sessionId/replay', { sessionId }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** Sound levels of a finished recording; the file never changes. */
export const soundQuery = (url: string) =>
  queryOptions({
    queryKey: ['sound', url],
    queryFn: async ({ signal }) => {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(`sound levels: ${response.status}`);
      return (await response.json()) as RecordingSound;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const speechQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId, 'speech'],
    queryFn: read('GET /sessions/:sessionId/speech', { sessionId }),
    staleTime: 60_000,
  });

/** How the anchor of a recording spoke, measured from the recording itself. */
export const recordingSpeechQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId, 'recording-speech'],
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/sessions/${sessionId}/replay/speech.json`, { signal });
      if (!response.ok) throw new Error(`speech of the recording: ${response.status}`);
      return (await response.json()) as RecordingSpeech;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const timelineQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId, 'timeline'],
    queryFn: read('GET /sessions/:sessionId/timeline', { sessionId }),
    staleTime: 60_000,
  });

export const scoreQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId, 'score'],
    queryFn: read('GET /sessions/:sessionId/score', { sessionId }),
  });

export const cohortQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ['cohort', cohortId],
    queryFn: read('GET /cohorts/:cohortId', { cohortId }),
    staleTime: 60_000,
  });

export const productsQuery = (cohortId: string) =>
  queryOptions({
    queryKey: ['cohort', cohortId, 'products'],
    queryFn: read('GET /cohorts/:cohortId/products', { cohortId }),
  });

export const productQuery = (productId: string) =>
  queryOptions({
    queryKey: ['product', productId],
    queryFn: read('GET /products/:productId', { productId }),
  });

export const shelfQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId, 'shelf'],
    queryFn: read('GET /sessions/:sessionId/shelf', { sessionId }),
  });

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: read('GET /invitations/:token', { token }),
    retry: false,
  });
