import type { TrackSource } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup';
import type { Room } from '../sessions/room.ts';

/** What a recording needs to know of a room. */
export type RecordedRoom = Pick<Room, 'router' | 'tracksOf'>;

/** What a take records. */
export interface RecordedTracks {
  router: types.Router;
  video: types.Producer | null;
  audio: types.Producer | null;
}

/** Which sources make up a recording. Talkback is a recording of its own, so it never gets into another one. */
export interface RecordedSources {
  video: TrackSource | null;
  audio: TrackSource;
}

export function sourcesOf(companion: string | null): RecordedSources {
  return companion?.startsWith('talkback-')
    ? { video: null, audio: 'talkback' }
    : { video: 'camera', audio: 'microphone' };
}

/** Tracks of the peer that have something to record now; null when there are none. */
export function findTracks(
  room: RecordedRoom | undefined,
  peerId: string,
  sources: RecordedSources,
): RecordedTracks | null {
  const open = room?.tracksOf(peerId).filter(({ producer, stalled }) => !producer.closed && !stalled) ?? [];
  const video = open.find(({ source }) => source === sources.video)?.producer ?? null;
  const audio = open.find(({ source }) => source === sources.audio)?.producer ?? null;
  return room && (video || audio) ? { router: room.router, video, audio } : null;
}

export function sameTracks({ video, audio }: RecordedTracks, producerIds: ReadonlySet<string>): boolean {
  const now = [video, audio].filter((producer) => producer !== null);
  return now.length === producerIds.size && now.every(({ id }) => producerIds.has(id));
}
