import type { ErrorData } from 'hls.js';

export interface LivePlaylist {
  /** The server's time of what is shown; null before the first picture. */
  wallMs(): number | null;
  /** To the newest that plays without waiting. */
  toLiveEdge(): void;
  close(): void;
}

/** The longest segment says how long one is, mostly a third too much: with two of them none comes too late. */
const SEGMENTS_BEHIND = 2;
const RETRY_MS = 2_000;
/** Recovering from a decoder's failure at once again would only loop. */
const RECOVERY_PAUSE_MS = 5_000;

/** Plays a session that is on air as a stream of segments, from its newest end on; goes on trying until closed. */
export async function attachLivePlaylist(
  media: HTMLVideoElement,
  playlistUrl: string,
): Promise<LivePlaylist> {
  const { default: Hls } = await import('hls.js/light');
  if (!Hls.isSupported()) return attachNative(media, playlistUrl);
  const hls = new Hls({
    liveSyncDurationCount: SEGMENTS_BEHIND,
    // Who winds back stays there.
    liveMaxLatencyDurationCount: Number.POSITIVE_INFINITY,
    testBandwidth: false,
    backBufferLength: 60,
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  let recovered = false;
  hls.on(Hls.Events.ERROR, (_: unknown, data: ErrorData) => {
    if (!data.fatal) return;
    clearTimeout(retry);
    // A segment that cannot be decoded, nothing recorded yet, or a network that is away.
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR)
      retry = setTimeout(() => hls.recoverMediaError(), recovered ? RECOVERY_PAUSE_MS : 0);
    else retry = setTimeout(() => hls.loadSource(playlistUrl), RETRY_MS);
    recovered = true;
  });
  hls.loadSource(playlistUrl);
  hls.attachMedia(media);
  return {
    wallMs: () => hls.playingDate?.getTime() ?? null,
    toLiveEdge() {
      if (hls.liveSyncPosition !== null) media.currentTime = hls.liveSyncPosition;
    },
    close() {
      clearTimeout(retry);
      hls.destroy();
    },
  };
}

/** Safari's own: the date of the stream's beginning. */
interface WithStartDate extends HTMLVideoElement {
  getStartDate?(): Date;
}

function attachNative(media: WithStartDate, playlistUrl: string): LivePlaylist {
  let retry: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    clearTimeout(retry);
    retry = setTimeout(() => {
      media.src = playlistUrl;
    }, RETRY_MS);
  };
  media.addEventListener('error', again);
  media.src = playlistUrl;
  return {
    wallMs() {
      const startMs = media.getStartDate?.().getTime();
      return startMs === undefined || Number.isNaN(startMs) ? null : startMs + media.currentTime * 1_000;
    },
    toLiveEdge() {
      const { seekable } = media;
      if (seekable.length > 0) media.currentTime = seekable.end(seekable.length - 1) - 6;
    },
    close() {
      clearTimeout(retry);
      media.removeEventListener('error', again);
      media.removeAttribute('src');
      media.load();
    },
  };
}
