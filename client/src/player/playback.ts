import { createStore, type StoreApi } from 'zustand';

export interface PlaybackState {
  positionMs: number;
  durationMs: number;
  playing: boolean;
  waiting: boolean;
  rate: number;
  volume: number;
  muted: boolean;
  /** How far the loaded stretch around the position reaches. */
  bufferedMs: number;
}

/** One row per piece of state: how it is read from the element, and which events change it. */
const readers: { events: string[]; read: (video: HTMLVideoElement) => Partial<PlaybackState> }[] = [
  {
    events: ['timeupdate', 'seeking', 'seeked'],
    read: (video) => ({ positionMs: video.currentTime * 1_000 }),
  },
  {
    events: ['durationchange'],
    read: (video) => (Number.isFinite(video.duration) ? { durationMs: video.duration * 1_000 } : {}),
  },
  { events: ['play', 'pause', 'ended'], read: (video) => ({ playing: !video.paused && !video.ended }) },
  { events: ['waiting', 'seeking'], read: (video) => ({ waiting: !video.paused || video.seeking }) },
  { events: ['playing', 'seeked', 'pause', 'canplay'], read: () => ({ waiting: false }) },
  { events: ['ratechange'], read: (video) => ({ rate: video.playbackRate }) },
  { events: ['volumechange'], read: (video) => ({ volume: video.volume, muted: video.muted }) },
  {
    events: ['progress', 'timeupdate', 'seeked'],
    read: (video) => ({ bufferedMs: bufferedEnd(video) * 1_000 }),
  },
];

function bufferedEnd(video: HTMLVideoElement): number {
  for (let index = 0; index < video.buffered.length; index++) {
    if (
      video.buffered.start(index) <= video.currentTime + 0.1 &&
      video.buffered.end(index) >= video.currentTime
    )
      return video.buffered.end(index);
  }
  return video.currentTime;
}

const FRAME_SECONDS = 1 / 30;

/** A media element's state as a store, and what people may ask of it. Knows no JSX and no HLS. */
export class Playback {
  readonly store: StoreApi<PlaybackState>;
  #video: HTMLVideoElement | null = null;

  constructor(durationMs: number) {
    this.store = createStore<PlaybackState>(() => ({
      positionMs: 0,
      durationMs,
      playing: false,
      waiting: false,
      rate: 1,
      volume: 1,
      muted: false,
      bufferedMs: 0,
    }));
  }

  /** Follows `video` until the answer is called. */
  bind(video: HTMLVideoElement): () => void {
    this.#video = video;
    const stops = readers.flatMap(({ events, read }) =>
      events.map((event) => {
        const update = () => this.store.setState(read(video));
        video.addEventListener(event, update);
        return () => video.removeEventListener(event, update);
      }),
    );
    return () => {
      for (const stop of stops) stop();
      this.#video = null;
    };
  }

  /** The position right now, finer than the store's four a second. */
  get positionMs(): number {
    return this.#video ? this.#video.currentTime * 1_000 : this.store.getState().positionMs;
  }

  toggle(): void {
    const video = this.#video;
    if (!video) return;
    // The browser may want a gesture first; then it simply stays paused.
    if (video.paused) void video.play().catch(() => {});
    else video.pause();
  }

  seek(positionMs: number): void {
    const { durationMs } = this.store.getState();
    const clampedMs = Math.min(Math.max(positionMs, 0), Math.max(durationMs - 50, 0));
    if (this.#video) this.#video.currentTime = clampedMs / 1_000;
    this.store.setState({ positionMs: clampedMs });
  }

  skip(byMs: number): void {
    this.seek(this.positionMs + byMs);
  }

  /** One frame back or on; stops playing first, since a single frame only shows at rest. */
  stepFrame(direction: -1 | 1): void {
    this.#video?.pause();
    this.skip(direction * FRAME_SECONDS * 1_000);
  }

  setRate(rate: number): void {
    if (this.#video) this.#video.playbackRate = rate;
  }

  setVolume(volume: number): void {
    if (!this.#video) return;
    this.#video.volume = Math.min(Math.max(volume, 0), 1);
    this.#video.muted = volume === 0;
  }

  toggleMuted(): void {
    if (this.#video) this.#video.muted = !this.#video.muted;
  }
}
