import type { MediaFact } from '@caipai/shared/schemas/media';
import type { Context } from '../../context.ts';
import type { Lifecycle } from '../sessions/lifecycle.ts';
import { userOfPeer } from './peer-id.ts';
import type { PublishedTracks } from './published-tracks.ts';
import type { RecordingStatuses } from './recording-status.ts';

type Ports = Pick<Context, 'media' | 'broadcast' | 'ledger' | 'clock' | 'log'> & {
  lifecycle: Lifecycle;
  tracks: PublishedTracks;
  recordings: RecordingStatuses;
};

/**
 * Turns what the media node tells into session events, facts for the pages, and ledger entries. Answers
 * how to stop listening.
 */
export function followMedia(ports: Ports): () => void {
  const { media, broadcast, ledger, clock, log, lifecycle, tracks, recordings } = ports;
  async function follow(fact: MediaFact): Promise<void> {
    switch (fact.type) {
      case 'producerOpened': {
        const track = {
          producerId: fact.producerId,
          publisherId: userOfPeer(fact.peerId),
          source: fact.source,
        };
        tracks.add(fact.roomId, { ...track, peerId: fact.peerId });
        lifecycle.setPublisher(fact.roomId, fact.peerId);
        broadcast.toSessionHere(fact.roomId, 'media:published', { sessionId: fact.roomId, ...track });
        await lifecycle.attempt(fact.roomId, { type: 'resume', atMs: clock.nowMs() });
        return;
      }
      case 'producerClosed':
        tracks.remove(fact.roomId, fact.producerId);
        broadcast.toSessionHere(fact.roomId, 'media:unpublished', {
          sessionId: fact.roomId,
          producerId: fact.producerId,
        });
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
        lifecycle.recordingStarted(fact.recordingId);
        await ledger.append({
          sessionId: fact.recordingId,
          entryId: `${fact.take} started`,
          actorId: null,
          entry: { kind: 'recording.started', atMs: fact.atMs, take: fact.take },
        });
        return;
      case 'takeStopped': {
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
        log.warn({ freeBytes: fact.freeBytes }, 'the disk for recordings is nearly full');
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
