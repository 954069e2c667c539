import type { ErrorCode } from '@caipai/shared/errors/codes';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { ok } from '@caipai/shared/protocol/result';
import {
  type ParsedRoute,
  type RouteName,
  type RouteValues,
  routeSchemas,
} from '@caipai/shared/protocol/routes';
import type { Request, Response, Router } from 'express';
import type { Context } from '../context.ts';
import type { SignedIn } from '../features/accounts/accounts.ts';
import { refusalOfError, refusalOfParse } from '../observability/map-error.ts';

export type HttpPorts = Pick<Context, 'accounts' | 'log' | 'newId'>;

export interface RouteScope<P> {
  person: P;
  request: Request;
  response: Response;
}

/** Express handlers for one route of the contract, ready to be mounted. */
export interface Route {
  name: RouteName;
  mount(router: Router): void;
}

const statusOfCode: Partial<Record<ErrorCode, number>> = {
  'auth.required': 401,
  'auth.wrongCredentials': 401,
  'auth.forbidden': 403,
  'auth.rateLimited': 429,
  'auth.emailTaken': 409,
  'input.invalid': 400,
  'input.tooLarge': 413,
  'session.notFound': 404,
  'cohort.notFound': 404,
  'rubric.notFound': 404,
  'invitation.notFound': 404,
  'invitation.expired': 410,
  'session.wrongState': 409,
  'replay.notReady': 409,
  'recording.diskLow': 507,
  'product.notFound': 404,
  'product.changedMeanwhile': 409,
  'product.inUse': 409,
  'shelf.plannedMeanwhile': 409,
  'evidence.notFound': 404,
  'evidence.wrongType': 415,
  'recording.diskFull': 507,
  'media.unavailable': 503,
  'media.roomLost': 503,
  'server.unavailable': 503,
  'server.shuttingDown': 503,
  'server.internal': 500,
  'server.diskFull': 507,
};

export function httpStatusOf(code: ErrorCode): number {
  return statusOfCode[code] ?? 422;
}

export async function signedInOrThrow(ports: HttpPorts, request: Request): Promise<SignedIn> {
  const person = await ports.accounts.read(request.headers);
  if (!person) throw new StudioError('auth.required');
  return person;
}

/** Answers a thrown error the way that the contract wants it. */
export function answerError(ports: HttpPorts, request: Request, response: Response, error: unknown): void {
  const refusal = refusalOfError(error, ports.log, `${request.method} ${request.path}`, ports.newId);
  if (response.headersSent) response.destroy();
  else response.status(httpStatusOf(refusal.error.code)).json(refusal);
}

function define<N extends RouteName, P>(
  ports: HttpPorts,
  name: N,
  identify: (request: Request) => Promise<P>,
  run: (scope: RouteScope<P>, input: ParsedRoute<N>) => Promise<RouteValues[N]>,
): Route {
  const [method, path] = name.split(' ') as [string, string];
  return {
    name,
    mount(router) {
      const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
      router[verb](path, async (request: Request, response: Response) => {
        try {
          const person = await identify(request);
          const raw = { ...request.query, ...(request.body ?? {}), ...request.params };
          const parsed = routeSchemas[name].safeParse(raw);
          if (!parsed.success) {
            const refusal = refusalOfParse(parsed.error);
            response.status(httpStatusOf(refusal.error.code)).json(refusal);
            return;
          }
          const value = await run({ person, request, response }, parsed.data as ParsedRoute<N>);
          response.set('Cache-Control', 'no-store').json(ok(value));
        } catch (error) {
          answerError(ports, request, response, error);
        }
      });
    },
  };
}

/** A route for anybody. */
export function publicRoute<N extends RouteName>(
  ports: HttpPorts,
  name: N,
  run: (scope: RouteScope<SignedIn | null>, input: ParsedRoute<N>) => Promise<RouteValues[N]>,
): Route {
  return define(ports, name, (request) => ports.accounts.read(request.headers), run);
}

/** A route for people who are signed in; others get `auth.required`. */
export function signedInRoute<N extends RouteName>(
  ports: HttpPorts,
  name: N,
  run: (scope: RouteScope<SignedIn>, input: ParsedRoute<N>) => Promise<RouteValues[N]>,
): Route {
  return define(ports, name, (request) => signedInOrThrow(ports, request), run);
}
