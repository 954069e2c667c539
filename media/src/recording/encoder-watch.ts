import { stat } from 'node:fs/promises';

const POLL_MS = 1_000;
/** Segments come every two seconds. */
const STUCK_AFTER_MS = 12_000;

/**
 * Tells when `playlistFile` has not changed for a while although packets flow: an encoder that hangs looks alive
 * to everybody else. Returns a function that ends the watch.
 */
export function watchEncoder(playlistFile: string, onStuck: () => void): () => void {
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
    asking = false;
    if (now !== seen) {
      seen = now;
      changedAtMs = performance.now();
    } else if (performance.now() - changedAtMs > STUCK_AFTER_MS) {
      clearInterval(timer);
      onStuck();
    }
  }, POLL_MS);
  return () => clearInterval(timer);
}
