import type { PublishedTrack } from '@caipai/shared/protocol/facts';

/** What is published where, as this process learnt it from the media node's facts. */
export function createPublishedTracks() {
  const bySession = new Map<string, Map<string, PublishedTrack & { peerId: string; stalled?: boolean }>>();

  return {
    add(sessionId: string, track: PublishedTrack & { peerId: string }): void {
      const tracks = bySession.get(sessionId) ?? new Map();
      tracks.set(track.producerId, track);
      bySession.set(sessionId, tracks);
    },
    setStalled(sessionId: string, producerId: string, stalled: boolean): void {
      const track = bySession.get(sessionId)?.get(producerId);
      if (track) track.stalled = stalled;
    },
    /** Whether anything at all arrives from the publisher: a dead camera alone interrupts nothing. */
    flows(sessionId: string): boolean {
      return [...(bySession.get(sessionId)?.values() ?? [])].some((track) => !track.stalled);
    },
    remove(sessionId: string, producerId: string): void {
      bySession.get(sessionId)?.delete(producerId);
    },
    clear(sessionId: string): void {
      bySession.delete(sessionId);
    },
    list(sessionId: string): PublishedTrack[] {
      return [...(bySession.get(sessionId)?.values() ?? [])].map(({ producerId, publisherId, source }) => ({
        producerId,
        publisherId,
        source,
      }));
    },
    publishes(sessionId: string, peerId: string): boolean {
      return [...(bySession.get(sessionId)?.values() ?? [])].some((track) => track.peerId === peerId);
    },
  };
}
export type PublishedTracks = ReturnType<typeof createPublishedTracks>;
