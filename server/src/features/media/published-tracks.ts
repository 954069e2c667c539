import type { PublishedTrack } from '@caipai/shared/protocol/facts';

/** What is published where, as this process learnt it from the media node's facts. */
export function createPublishedTracks() {
  const bySession = new Map<string, Map<string, PublishedTrack & { peerId: string }>>();

  return {
    add(sessionId: string, track: PublishedTrack & { peerId: string }): void {
      const tracks = bySession.get(sessionId) ?? new Map();
      tracks.set(track.producerId, track);
      bySession.set(sessionId, tracks);
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
