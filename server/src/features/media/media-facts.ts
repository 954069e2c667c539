import type { ServerFacts } from '@caipai/shared/protocol/facts';
import type { MediaFact, TrackAudience } from '@caipai/shared/schemas/media';
import type { Context } from '../../context.ts';
import type { Companions } from '../recordings/companions.ts';
import type { Lifecycle } from '../sessions/lifecycle.ts';
import { userOfPeer } from './peer-id.ts';
import type { PublishedTracks } from './published-tracks.ts';
import type { RecordingStatuses } from './recording-status.ts';

type Ports = Pick<Context, 'media' | 'broadcast' | 'ledger' | 'clock' | 'log'> & {
  lifecycle: Lifecycle;
  tracks: PublishedTracks;
  recordings: RecordingStatuses;
  companions: Companions;
};

/**
 * Turns what the media node tells into session events, facts for the pages, and ledger entries. Answers
 * how to stop listening.
 */
export function followMedia(ports: Ports): () => void {
  const { media, broadcast, ledger, clock, log, lifecycle, tracks, recordings, companions } = ports;

  /** To those who may receive the track, and to nobody else. */
  function tell<N extends 'media:published' | 'media:unpublished'>(
    { audience }: { audience: TrackAudience },
    name: N,
    fact: Parameters<ServerFacts[N]>[0],
  ): void {
    if (audience === 'crew') broadcast.toCrewHere(fact.sessionId, name, fact);
    else broadcast.toSessionHere(fact.sessionId, name, fact);
  }

  async function follow(fact: MediaFact): Promise<void> {
    switch (fact.type) {
      case 'producerOpened': {
        const track = {
          producerId: fact.producerId,
          publisherId: userOfPeer(fact.peerId),
          feed: fact.feed,
          source: fact.source,
        };
        tracks.add(fact.roomId, { ...track, peerId: fact.peerId, audience: fact.audience });
        if (fact.feed === 'anchor') lifecycle.setPublisher(fact.roomId, fact.peerId);
        tell(fact, 'media:published', { sessionId: fact.roomId, ...track });
        // Whoever comes and goes beside the anchor changes nothing about the session.
        if (fact.feed !== 'anchor') return companions.followUp(fact.roomId);
        await lifecycle.attempt(fact.roomId, { type: 'resume', atMs: clock.nowMs() });
        return;
      }
      case 'producerClosed':
        tracks.remove(fact.roomId, fact.producerId);
        tell(fact, 'media:unpublished', { sessionId: fact.roomId, producerId: fact.producerId });
        // Another console of the same coach may go on sending.
        if (fact.feed !== 'anchor') return companions.followUp(fact.roomId);
        if (!tracks.publishes(fact.roomId, fact.peerId)) {
          await lifecycle.attempt(fact.roomId, {
            type: 'interrupt',
            atMs: clock.nowMs(),
            cause: 'mediaLost',
          });
        }
        return;
      case 'producerStalled':
        tracks.setStalled(fact.roomId, fact.producerId, fact.stalled);
        if (tracks.find(fact.roomId, fact.producerId)?.feed !== 'anchor') return;
        await lifecycle.attempt(
          fact.roomId,
          tracks.flows(fact.roomId)
            ? { type: 'resume', atMs: clock.nowMs() }
            : { type: 'interrupt', atMs: clock.nowMs(), cause: 'mediaLost' },
        );
        return;
      case 'roomLost':
        log.warn({ sessionId: fact.roomId }, 'media room lost; pages are asked to come back');
        tracks.clear(fact.roomId);
        // A whole node that is gone cannot tell that its take ended.
        if (recordings.get(fact.roomId) === 'recording') recordings.set(fact.roomId, 'restarting', null);
        broadcast.toSessionHere(fact.roomId, 'media:reset', { sessionId: fact.roomId });
        await lifecycle.attempt(fact.roomId, { type: 'interrupt', atMs: clock.nowMs(), cause: 'mediaLost' });
        return;
      case 'viewersLost':
        log.warn({ sessionId: fact.roomId, viewers: fact.peerIds.length }, 'viewers lost their worker');
        broadcast.toPeersHere(fact.roomId, fact.peerIds, 'media:reset', { sessionId: fact.roomId });
        return;
      case 'takeStarted':
        // The ledger tells of the anchor's recording; what lies beside it is in the receipt.
        if (fact.companion !== null) return;
        lifecycle.recordingStarted(fact.recordingId);
        await ledger.append({
          sessionId: fact.recordingId,
          entryId: `${fact.take} started`,
          actorId: null,
          entry: { kind: 'recording.started', atMs: fact.atMs, take: fact.take },
        });
        return;
      case 'takeStopped': {
        if (fact.companion !== null) {
          if (fact.cause === 'diskFull' || fact.cause === 'encoderFailed')
            log.warn(fact, 'companion not recorded');
          return;
        }
        const worry =
          fact.cause === 'diskFull'
            ? 'recording.diskFull'
            : fact.cause === 'encoderFailed'
              ? 'recording.encoderFailed'
              : null;
        if (worry && !fact.willRestart) lifecycle.recordingFailed(fact.recordingId, worry);
        else recordings.set(fact.recordingId, fact.willRestart ? 'restarting' : 'stopped', worry);
        await ledger.append({
          sessionId: fact.recordingId,
          entryId: `${fact.take} stopped`,
          actorId: null,
          entry: { kind: 'recording.stopped', atMs: fact.atMs, take: fact.take, cause: fact.cause },
        });
        return;
      }
      case 'diskLow':
        log.warn(fact, 'the disk for recordings is nearly full, or is not any more');
        if (fact.companion === null && recordings.get(fact.recordingId) === 'recording')
          recordings.set(fact.recordingId, 'recording', fact.low ? 'recording.diskLow' : null);
        return;
    }
  }

  // Every server process hears the media node itself, so each tells only its own sockets.
  return media.onFact((fact) => {
    follow(fact).catch((error) =>
      log.error({ fact: fact.type, err: error }, 'media fact could not be followed'),
    );
  });
}
