import type { types } from 'mediasoup';
import type { SenderReport } from './av-sync.ts';

export interface TracedPacket {
  rtpTimestamp: number;
  /** Wall clock at which the worker handled the packet. */
  wallMs: number;
}

/** Longest time a trace event may have waited in the node's event loop for its stamp to be believed. */
const MAX_AGE_MS = 5_000;

/** Reads a trace event of a consumer; null for events about no packet. */
export function tracedPacket(
  event: types.ConsumerTraceEventData,
  clock: { nowMs(): number },
): TracedPacket | null {
  const { rtpPacket } = event.info as { rtpPacket?: { timestamp?: unknown } };
  if (typeof rtpPacket?.timestamp !== 'number') return null;
  // Worker and node read the same monotonic clock, so the age of the event is known although it
  // may have waited: arrival is now less its age.
  const ageMs = Number(process.hrtime.bigint() / 1_000_000n) - event.timestamp;
  const wallMs = clock.nowMs() - (ageMs >= 0 && ageMs < MAX_AGE_MS ? ageMs : 0);
  return { rtpTimestamp: rtpPacket.timestamp, wallMs };
}

/** Reads a producer's 'sr' trace event. */
export function tracedReport(event: types.ProducerTraceEventData): SenderReport | null {
  const { ssrc, ntpSec, ntpFrac, rtpTs } = event.info as Record<string, unknown>;
  if (event.type !== 'sr') return null;
  if (typeof ssrc !== 'number' || typeof rtpTs !== 'number') return null;
  if (typeof ntpSec !== 'number' || typeof ntpFrac !== 'number') return null;
  return { ssrc, ntpMs: ntpSec * 1_000 + (ntpFrac * 1_000) / 2 ** 32, rtpTimestamp: rtpTs };
}
