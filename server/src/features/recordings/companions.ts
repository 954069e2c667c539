import { isOnAir } from '@caipai/shared/domain/session-machine';
import type { Context } from '../../context.ts';
import type { KnownTrack, PublishedTracks } from '../media/published-tracks.ts';

type Ports = Pick<Context, 'media' | 'store' | 'log'> & { tracks: PublishedTracks };

const TALKBACK = 'talkback-';

/** The name of the recording that a track beside the anchor's belongs to. */
function companionOf({ feed, publisherId }: KnownTrack): string {
  return feed === 'talkback' ? `${TALKBACK}${publisherId}` : 'assistant';
}

/** Who speaks in the recording of this name; null when it is the assistant's. */
export function speakerOf(companion: string): string | null {
  return companion.startsWith(TALKBACK) ? companion.slice(TALKBACK.length) : null;
}

/** Keeps a recording running for everyone who publishes beside the anchor. */
export function createCompanions({ media, store, log, tracks }: Ports) {
  async function record(sessionId: string): Promise<void> {
    for (const track of tracks.besideAnchor(sessionId)) {
      const companion = companionOf(track);
      try {
        // Asked for again it only looks whether its tracks are still the same.
        await media.request('recording:start', { roomId: sessionId, peerId: track.peerId, companion });
      } catch (error) {
        log.warn({ sessionId, companion, err: error }, 'companion is not recorded; it is tried again');
      }
    }
  }

  return {
    record,
    /** Somebody began to publish: recorded at once when the session is on air. */
    async followUp(sessionId: string): Promise<void> {
      const row = await store.sessions.find(sessionId);
      if (row && isOnAir(row.state)) await record(sessionId);
    },
  };
}
export type Companions = ReturnType<typeof createCompanions>;
