import { type Refusal, type Result, refuse } from '@caipai/shared/protocol/result';
import type { RouteInput, RouteName, RouteValues } from '@caipai/shared/protocol/routes';

const PREFIX = '/api';
const TIMEOUT_MS = 15_000;

/**
 * Calls a REST route by its name in the contract. Path parameters are taken out of `input`; what is
 * left goes into the query (GET) or the JSON body. Never throws: a lost network is `server.unavailable`.
 */
export async function call<N extends RouteName>(
  name: N,
  input: RouteInput<N>,
  options: { signal?: AbortSignal } = {},
): Promise<Result<RouteValues[N]>> {
  const { method, path, rest } = buildRequest(name, input as Record<string, unknown>);
  // Safari 16 cannot join two signals into one.
  const abort = new AbortController();
  const stop = () => abort.abort();
  const timer = setTimeout(stop, TIMEOUT_MS);
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const response = await fetch(PREFIX + path, {
      method,
      signal: abort.signal,
      ...(method === 'GET'
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(rest) }),
    });
    return await readResult(response);
  } catch {
    return refuse('server.unavailable');
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', stop);
  }
}

/** Splits `GET /sessions/:sessionId` and its input into what `fetch` wants. */
export function buildRequest(
  name: string,
  input: Record<string, unknown>,
): { method: string; path: string; rest: Record<string, unknown> } {
  const [method = 'GET', template = '/'] = name.split(' ');
  const rest = { ...input };
  let path = template.replace(/:([A-Za-z]+)/g, (_, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  if (method === 'GET') {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(rest))
      if (value !== undefined && value !== null) query.set(key, String(value));
    const text = query.toString();
    if (text) path += `?${text}`;
  }
  return { method, path, rest };
}

async function readResult<T>(response: Response): Promise<Result<T>> {
  const answer: unknown = await response.json().catch(() => null);
  if (answer && typeof answer === 'object' && 'ok' in answer) return answer as Result<T>;
  // Not from Caipai: a proxy in between, or a server that is starting.
  return refuse(response.status >= 502 && response.status <= 504 ? 'server.unavailable' : 'server.internal');
}

/** A refusal on its way through code that expects exceptions (TanStack Query, error boundaries). */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** The value of a result, or a `RefusedError`. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new RefusedError(result.error);
}

export function toRefusal(error: unknown): Refusal {
  return error instanceof RefusedError ? error.refusal : { code: 'server.internal' };
}
