import type { HandshakeAuth } from '@caipai/shared/protocol/handshake';
import { type RequestName, requestSchemas } from '@caipai/shared/protocol/requests';
import { ok, type Result, refuse } from '@caipai/shared/protocol/result';
import { PROTOCOL_VERSION } from '@caipai/shared/protocol/version';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { peerIdOf } from '../features/media/peer-id.ts';
import type { Handler } from './define-handler.ts';
import { rooms, type StudioServer, type StudioSocket } from './socket-types.ts';

const handshakeSchema: z.ZodType<HandshakeAuth> = z.object({
  protocolVersion: z.number().int(),
  tabId: z.uuid(),
});

type Acknowledge = (result: Result<unknown>) => void;

/** Refusals at connect reach the browser as `connect_error` with the code as its message. */
function connectError(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}

/** Lets sockets in, routes their requests to the handlers, and tells when one is gone. */
export function openGateway(
  io: StudioServer,
  ports: Pick<Context, 'accounts' | 'log' | 'clock'> & {
    handlers: readonly Handler[];
    onGone(socket: StudioSocket): Promise<void>;
  },
): void {
  const { accounts, log, clock } = ports;
  const handlers = new Map(ports.handlers.map((handler) => [handler.name, handler]));

  io.use((socket, next) => {
    const auth = handshakeSchema.safeParse(socket.handshake.auth);
    if (!auth.success) return next(connectError('input.invalid'));
    if (auth.data.protocolVersion !== PROTOCOL_VERSION) return next(connectError('protocol.versionMismatch'));
    accounts.read(socket.request.headers).then(
      (person) => {
        if (!person) return next(connectError('auth.required'));
        socket.data = { person, peerId: peerIdOf(person.id, auth.data.tabId), joined: {} };
        next();
      },
      (error) => {
        log.error({ err: error }, 'handshake failed');
        next(connectError('server.unavailable'));
      },
    );
  });

  io.on('connection', (socket) => {
    void socket.join(rooms.account(socket.data.person.id));
    log.debug({ userId: socket.data.person.id, peerId: socket.data.peerId }, 'socket connected');
    socket.onAny((name: string, raw: unknown, acknowledge: unknown) => {
      // A request without an acknowledgement is not part of the protocol; nothing to answer to.
      if (typeof acknowledge !== 'function') return;
      const answer = acknowledge as Acknowledge;
      if (name === 'clock:read' && requestSchemas['clock:read'].safeParse(raw).success) {
        answer(ok({ serverNowMs: clock.nowMs() }));
        return;
      }
      const handler = handlers.get(name as RequestName);
      if (!handler) {
        answer(refuse('input.invalid', { fields: ['request: unknown'] }));
        return;
      }
      void handler.handle(socket, raw).then(answer);
    });
    socket.on('disconnecting', (reason) => {
      log.debug({ userId: socket.data.person.id, reason }, 'socket gone');
      ports.onGone(socket).catch((error) => log.error({ err: error }, 'leaving failed'));
    });
  });
}
