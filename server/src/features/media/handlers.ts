import { mayInSession, type SessionAction, type SessionFacts } from '@caipai/shared/domain/permissions';
import { isOnAir } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Feed, TrackAudience, TrackSource } from '@caipai/shared/schemas/media';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts, type Scope } from '../../realtime/define-handler.ts';
import type { Joined } from '../../realtime/socket-types.ts';
import { type HealthPorts, healthHandler } from './health.ts';
import { setTalking } from './talkback.ts';

export interface MediaHandlerPorts extends HandlerPorts, HealthPorts, Pick<Context, 'media' | 'broadcast'> {}

/** Talkback is for the studio and the coach's console: on the audience's page a coach hears what all hear. */
export function receivingAudience({ as, actor }: Joined, session: SessionFacts): TrackAudience {
  return as !== 'watch' && mayInSession(actor, session, 'talkback:hear').allowed ? 'crew' : 'everyone';
}

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

  /** The studio sends picture and sound for all, the coach's console words for the crew; other pages nothing. */
  const sends = ({ as }: Joined): SessionAction => (as === 'coach' ? 'talkback:speak' : 'session:publish');

  function feedOf({ session, joined }: Scope, source: TrackSource): Feed {
    if ((source === 'talkback') !== (joined.as === 'coach'))
      throw new StudioError('auth.forbidden', `${source} from ${joined.as}`);
    if (joined.as === 'coach') return 'talkback';
    return joined.actor.userId === session.anchorId ? 'anchor' : 'assistant';
  }

  return [
    defineHandler(ports, 'media:openSend', sends, async (scope) => {
      if (scope.joined.as !== 'studio' && scope.joined.as !== 'coach')
        throw new StudioError('auth.forbidden', 'publishing outside the studio');
      if (scope.joined.as === 'studio') await claimStudio(scope);
      return media.request('transport:openSend', peer(scope));
    }),
    defineHandler(ports, 'media:openReceive', 'session:view', async (scope, input) => {
      // Before air the anchor only checks the devices; nobody sees that.
      if (!isOnAir(scope.session.state)) throw new StudioError('session.wrongState');
      return media.request('transport:openReceive', {
        ...peer(scope),
        rtpCapabilities: input.rtpCapabilities,
        audience: receivingAudience(scope.joined, scope.session),
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
    defineHandler(ports, 'media:publish', sends, async (scope, input) => {
      const feed = feedOf(scope, input.source);
      const talkback = feed === 'talkback';
      return media.request('producer:open', {
        ...peer(scope),
        transportId: input.transportId,
        source: input.source,
        feed,
        audience: talkback ? 'crew' : 'everyone',
        // Nobody is heard before they hold the key.
        paused: talkback,
        kind: input.kind,
        rtpParameters: input.rtpParameters,
      });
    }),
    defineHandler(ports, 'media:setPaused', sends, async (scope, { producerId, paused }) => {
      const { socket, session, joined } = scope;
      const talk = (talking: boolean) =>
        joined.as === 'coach'
          ? setTalking(ports, { socket, sessionId: session.id, joined }, talking)
          : Promise.resolve();
      // Said before it is silent and after it can be heard: a producer that is gone talks no more.
      if (paused) await talk(false);
      await media.request('producer:setPaused', { ...peer(scope), producerId, paused });
      if (!paused) await talk(true);
      return null;
    }),
    defineHandler(ports, 'media:unpublish', sends, async (scope, { producerId }) =>
      media.request('producer:close', { ...peer(scope), producerId }),
    ),
    defineHandler(ports, 'media:openProbe', 'network:probe', async (scope, input) => {
      if (scope.joined.as !== 'studio') throw new StudioError('auth.forbidden', 'a probe outside the studio');
      const { transportId, rtpParameters } = input;
      return media.request('probe:open', { ...peer(scope), transportId, rtpParameters });
    }),
    // Also when the air was quicker than the probe.
    defineHandler(ports, 'media:closeProbe', 'session:view', async (scope) =>
      media.request('probe:close', peer(scope)),
    ),
    defineHandler(ports, 'media:consume', 'session:view', async (scope, input) => {
      if (!isOnAir(scope.session.state)) throw new StudioError('session.wrongState');
      return media.request('consumer:open', {
        ...peer(scope),
        producerId: input.producerId,
        audience: receivingAudience(scope.joined, scope.session),
      });
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
