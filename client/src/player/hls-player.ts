import type { ErrorData } from 'hls.js';

/** Recovering from a decoder's failure twice in a row only loops. */
const RECOVERY_PAUSE_MS = 5_000;

export interface AttachedPlayer {
  close(): void;
}

/**
 * Plays an HLS playlist in `media`. Where the browser has media source extensions hls.js does it,
 * elsewhere (iPhone) the browser itself. `onFatal` is told once, when nothing more can be done.
 */
export async function attachPlaylist(
  media: HTMLMediaElement,
  playlistUrl: string,
  options: { startSeconds: number; onFatal: () => void },
): Promise<AttachedPlayer> {
  const { default: Hls } = await import('hls.js/light');
  if (!Hls.isSupported()) return attachNative(media, playlistUrl, options);

  const hls = new Hls({
    startPosition: options.startSeconds > 0 ? options.startSeconds : -1,
    startFragPrefetch: true,
    testBandwidth: false,
    backBufferLength: 60,
    maxBufferLength: 30,
    capLevelToPlayerSize: true,
  });
  let recoveredAtMs = Number.NEGATIVE_INFINITY;
  hls.on(Hls.Events.ERROR, (_: unknown, data: ErrorData) => {
    if (!data.fatal) return;
    const nowMs = performance.now();
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && nowMs - recoveredAtMs > RECOVERY_PAUSE_MS) {
      recoveredAtMs = nowMs;
      hls.recoverMediaError();
      return;
    }
    hls.destroy();
    options.onFatal();
  });
  hls.loadSource(playlistUrl);
  hls.attachMedia(media);
  return { close: () => hls.destroy() };
}

function attachNative(
  media: HTMLMediaElement,
  playlistUrl: string,
  options: { startSeconds: number; onFatal: () => void },
): AttachedPlayer {
  const fail = () => options.onFatal();
  media.addEventListener('error', fail);
  media.addEventListener('loadedmetadata', () => {
    if (options.startSeconds > 0) media.currentTime = options.startSeconds;
  });
  media.src = playlistUrl;
  return {
    close() {
      media.removeEventListener('error', fail);
      media.removeAttribute('src');
      media.load();
    },
  };
}
