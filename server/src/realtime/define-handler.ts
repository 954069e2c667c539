import { mayInSession, type SessionAction } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import {
  type ParsedRequest,
  type RequestName,
  type RequestValues,
  requestSchemas,
} from '@caipai/shared/protocol/requests';
import { ok, type Result } from '@caipai/shared/protocol/result';
import type { Context } from '../context.ts';
import type { RememberedSession, SessionFactsReader } from '../features/sessions/session-facts.ts';
import { refusalOfError, refusalOfParse } from '../observability/map-error.ts';
import type { Joined, StudioSocket } from './socket-types.ts';

export interface Scope {
  socket: StudioSocket;
  session: RememberedSession;
  joined: Joined;
}

export interface Handler {
  name: RequestName;
  handle(socket: StudioSocket, raw: unknown): Promise<Result<unknown>>;
}

/** What `defineHandler` needs beside the feature itself. */
export interface HandlerPorts extends Pick<Context, 'log' | 'newId'> {
  sessionFacts: SessionFactsReader;
}

type SessionRequestName = Exclude<RequestName, 'session:join' | 'clock:read'>;

/** Runs any request inside the one error mapper. */
export function answering(
  ports: HandlerPorts,
  name: RequestName,
  run: (socket: StudioSocket, raw: unknown) => Promise<Result<unknown>>,
): Handler {
  return {
    name,
    async handle(socket, raw) {
      try {
        return await run(socket, raw);
      } catch (error) {
        return refusalOfError(error, ports.log.child({ userId: socket.data.person.id }), name, ports.newId);
      }
    },
  };
}

/** A request inside a session that the tab has joined: parse → authorise → run → acknowledge. */
export function defineHandler<N extends SessionRequestName>(
  ports: HandlerPorts,
  name: N,
  /** What it takes, where that depends on the part that the tab has in the session, or on what is asked. */
  action:
    | SessionAction
    | ((joined: Joined, input: ParsedRequest<N>, session: RememberedSession) => SessionAction),
  run: (scope: Scope, input: ParsedRequest<N>) => Promise<RequestValues[N]>,
): Handler {
  return answering(ports, name, async (socket, raw) => {
    const parsed = requestSchemas[name].safeParse(raw);
    if (!parsed.success) return refusalOfParse(parsed.error);
    const input = parsed.data as ParsedRequest<N>;
    const joined = socket.data.joined[input.sessionId];
    if (!joined) throw new StudioError('session.notJoined');
    const session = await ports.sessionFacts.get(input.sessionId);
    const needed = typeof action === 'function' ? action(joined, input, session) : action;
    const verdict = mayInSession(joined.actor, session, needed);
    if (!verdict.allowed) throw new StudioError(verdict.code, `${needed} by ${joined.actor.userId}`);
    return ok(await run({ socket, session, joined }, input));
  });
}
