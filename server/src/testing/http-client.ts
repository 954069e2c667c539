import type { Result } from '@caipai/shared/protocol/result';

export interface HttpAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  body: Result<any> & { value?: any; error?: any };
  cookie: string;
  headers: Headers;
}

export interface HttpOptions {
  cookie?: string;
  /** An object is sent as JSON, a string and bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A request to the program as one of our own pages sends it. */
export async function request(
  baseUrl: string,
  method: string,
  route: string,
  options: HttpOptions = {},
): Promise<HttpAnswer> {
  const response = await fetch(`${baseUrl}${route}`, {
    method,
    headers: {
      ...(options.cookie ? { cookie: options.cookie } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    body: isPlain(options.body) ? options.body : JSON.stringify(options.body),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : text,
    cookie: response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
    headers: response.headers,
  };
}

function isPlain(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** Signs in as one of the demo's personas; answers the cookie. */
export async function signInAs(baseUrl: string, persona: string): Promise<string> {
  const answer = await request(baseUrl, 'POST', '/api/demo/sign-in', { body: { persona } });
  if (!answer.body.ok) throw new Error(`demo sign-in as ${persona}: ${JSON.stringify(answer.body)}`);
  return answer.cookie;
}
