import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PLAYLIST_FILE } from '../ffmpeg/capture-argv.ts';
import { keepPlaylist } from './take-files.ts';

const POLL_MS = 1_000;
/** Segments come every two seconds. */
const STUCK_AFTER_MS = 12_000;

export interface EncoderEvents {
  /** No new segment for a while although packets flow. */
  onStuck: () => void;
  /** What it writes does not reach the disk, about which ffmpeg itself may say nothing at all. */
  onDiskFull: () => void;
}

/**
 * Watches the playlist of a take: an encoder that hangs, or writes to a full disk, looks alive to everybody
 * else. Returns a function that ends the watch.
 */
export function watchEncoder(takeDir: string, events: EncoderEvents): () => void {
  const playlistFile = join(takeDir, PLAYLIST_FILE);
  let seen = '';
  let changedAtMs = performance.now();
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    const now = await stat(playlistFile).then(
      ({ mtimeMs, size }) => `${mtimeMs} ${size}`,
      () => 'none',
    );
    // Where a file cannot have two names the playlist is as safe as its disk.
    const whole = await keepPlaylist(takeDir).catch(() => true);
    asking = false;
    if (!whole) {
      clearInterval(timer);
      events.onDiskFull();
    } else if (now !== seen) {
      seen = now;
      changedAtMs = performance.now();
    } else if (performance.now() - changedAtMs > STUCK_AFTER_MS) {
      clearInterval(timer);
      events.onStuck();
    }
  }, POLL_MS);
  return () => clearInterval(timer);
}
