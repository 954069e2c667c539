import { isOnAir } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts, type Scope } from '../../realtime/define-handler.ts';
import { type HealthPorts, healthHandler } from './health.ts';

export interface MediaHandlerPorts extends HandlerPorts, HealthPorts, Pick<Context, 'media' | 'broadcast'> {}

export function mediaHandlers(ports: MediaHandlerPorts): Handler[] {
  const { media, broadcast } = ports;
  const peer = ({ socket, session }: Scope) => ({ roomId: session.id, peerId: socket.data.peerId });

  /** One anchor publishes from one tab: another that is connected and publishing keeps the air. */
  async function claimStudio({ socket, session, joined }: Scope): Promise<void> {
    const { sockets } = await broadcast.socketsIn(session.id);
    const taken = sockets.some(
      (other) =>
        other.peerId !== socket.data.peerId &&
        other.person.id === socket.data.person.id &&
        other.joined[session.id]?.publishing === true,
    );
    if (taken) throw new StudioError('session.liveElsewhere');
    joined.publishing = true;
  }

  return [
    defineHandler(ports, 'media:openSend', 'session:publish', async (scope) => {
      if (scope.joined.as !== 'studio')
        throw new StudioError('auth.forbidden', 'publishing outside the studio');
      await claimStudio(scope);
      return media.request('transport:openSend', peer(scope));
    }),
    defineHandler(ports, 'media:openReceive', 'session:view', async (scope, input) => {
      // Before air the anchor only checks the devices; nobody sees that.
      if (!isOnAir(scope.session.state)) throw new StudioError('session.wrongState');
      return media.request('transport:openReceive', {
        ...peer(scope),
        rtpCapabilities: input.rtpCapabilities,
        // Studio and coaches were let in by their rights when they joined.
        reserved: scope.joined.as !== 'watch',
      });
    }),
    defineHandler(ports, 'media:connect', 'session:view', async (scope, input) =>
      media.request('transport:connect', {
        ...peer(scope),
        transportId: input.transportId,
        dtlsParameters: input.dtlsParameters,
      }),
    ),
    defineHandler(ports, 'media:restartIce', 'session:view', async (scope, input) =>
      media.request('transport:restartIce', { ...peer(scope), transportId: input.transportId }),
    ),
    defineHandler(ports, 'media:publish', 'session:publish', async (scope, input) =>
      media.request('producer:open', {
        ...peer(scope),
        transportId: input.transportId,
        source: input.source,
        kind: input.kind,
        rtpParameters: input.rtpParameters,
      }),
    ),
    defineHandler(ports, 'media:setPaused', 'session:publish', async (scope, input) =>
      media.request('producer:setPaused', {
        ...peer(scope),
        producerId: input.producerId,
        paused: input.paused,
      }),
    ),
    defineHandler(ports, 'media:consume', 'session:view', async (scope, input) => {
      if (!isOnAir(scope.session.state)) throw new StudioError('session.wrongState');
      return media.request('consumer:open', { ...peer(scope), producerId: input.producerId });
    }),
    defineHandler(ports, 'media:resume', 'session:view', async (scope, input) =>
      media.request('consumer:resume', { ...peer(scope), consumerIds: input.consumerIds }),
    ),
    defineHandler(ports, 'media:pause', 'session:view', async (scope, input) =>
      media.request('consumer:pause', { ...peer(scope), consumerIds: input.consumerIds }),
    ),
    defineHandler(ports, 'media:preferLayer', 'session:view', async (scope, input) =>
      media.request('consumer:setPreferredLayer', {
        ...peer(scope),
        consumerId: input.consumerId,
        spatialLayer: input.spatialLayer,
      }),
    ),
    healthHandler(ports),
  ];
}
