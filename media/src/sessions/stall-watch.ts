import type { types } from 'mediasoup';

const POLL_MS = 500;
const STALLED_AFTER_MS = 2_000;

/**
 * Tells when a producer that nobody closed sends nothing for two seconds, and when it sends again.
 * Packets are counted by the worker; loss of the path shows here long before ICE gives up.
 */
export function watchForStalls(
  producer: types.Producer,
  onChange: (stalled: boolean) => void,
  onError: (error: unknown) => void,
): void {
  let packets = -1;
  let changedAtMs = performance.now();
  let stalled = false;
  let asking = false;

  const look = async () => {
    if (asking || producer.closed) return;
    asking = true;
    try {
      const stats = await producer.getStats();
      if (producer.closed) return;
      const now = stats.reduce((sum, stat) => sum + stat.packetCount, 0);
      const nowMs = performance.now();
      if (now !== packets) {
        packets = now;
        changedAtMs = nowMs;
      }
      const isStalled = nowMs - changedAtMs > STALLED_AFTER_MS;
      if (isStalled !== stalled) {
        stalled = isStalled;
        onChange(stalled);
      }
    } catch (error) {
      if (!producer.closed) onError(error);
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(look, POLL_MS);
  producer.observer.once('close', () => clearInterval(timer));
}
