import type { PublishedTrack } from '@caipai/shared/protocol/facts';
import type { TrackAudience } from '@caipai/shared/schemas/media';

export interface KnownTrack extends PublishedTrack {
  peerId: string;
  audience: TrackAudience;
}

/** What is published where, as this process learnt it from the media node's facts. */
export function createPublishedTracks() {
  const bySession = new Map<string, Map<string, KnownTrack & { stalled?: boolean }>>();
  const all = (sessionId: string) => [...(bySession.get(sessionId)?.values() ?? [])];

  return {
    add(sessionId: string, track: KnownTrack): void {
      const tracks = bySession.get(sessionId) ?? new Map();
      tracks.set(track.producerId, track);
      bySession.set(sessionId, tracks);
    },
    setStalled(sessionId: string, producerId: string, stalled: boolean): void {
      const track = bySession.get(sessionId)?.get(producerId);
      if (track) track.stalled = stalled;
    },
    /** Whether anything at all arrives from the anchor: a dead camera alone interrupts nothing. */
    flows(sessionId: string): boolean {
      return all(sessionId).some((track) => track.feed === 'anchor' && !track.stalled);
    },
    find(sessionId: string, producerId: string): KnownTrack | undefined {
      return bySession.get(sessionId)?.get(producerId);
    },
    remove(sessionId: string, producerId: string): void {
      bySession.get(sessionId)?.delete(producerId);
    },
    clear(sessionId: string): void {
      bySession.delete(sessionId);
    },
    /** What a page that may receive this much is told of. */
    listFor(sessionId: string, audience: TrackAudience): PublishedTrack[] {
      return all(sessionId)
        .filter((track) => track.audience === 'everyone' || audience === 'crew')
        .map(({ producerId, publisherId, feed, source }) => ({ producerId, publisherId, feed, source }));
    },
    /** Everything published beside the anchor's own. */
    besideAnchor(sessionId: string): KnownTrack[] {
      return all(sessionId).filter(({ feed }) => feed !== 'anchor');
    },
    publishes(sessionId: string, peerId: string): boolean {
      return all(sessionId).some((track) => track.peerId === peerId);
    },
  };
}
export type PublishedTracks = ReturnType<typeof createPublishedTracks>;
