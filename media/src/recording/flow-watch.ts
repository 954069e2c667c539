import type { types } from 'mediasoup';

const POLL_MS = 500;
const LOST_AFTER_MS = 6_000;

export interface FlowEvents {
  /** No packet of any track for half a second: time to ask for a key frame. */
  onGap: () => void;
  /** Nothing for six seconds. */
  onLost: () => void;
}

/** Watches whether packets flow through the consumers of a take. Returns a function that ends the watch. */
export function watchFlow(consumers: readonly types.Consumer[], events: FlowEvents): () => void {
  let packets = -1;
  let changedAtMs = performance.now();
  let asking = false;
  const look = async () => {
    if (asking) return;
    asking = true;
    try {
      const now = await sentPackets(consumers);
      const nowMs = performance.now();
      if (now !== packets) {
        packets = now;
        changedAtMs = nowMs;
      } else if (nowMs - changedAtMs > LOST_AFTER_MS) {
        events.onLost();
      } else {
        events.onGap();
      }
    } catch {
      // Consumers that close are told to the take by their own events.
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(look, POLL_MS);
  return () => clearInterval(timer);
}

async function sentPackets(consumers: readonly types.Consumer[]): Promise<number> {
  const stats = await Promise.all(consumers.map((consumer) => consumer.getStats()));
  return stats
    .flat()
    .filter((stat) => stat.type === 'outbound-rtp')
    .reduce((sum, stat) => sum + stat.packetCount, 0);
}
