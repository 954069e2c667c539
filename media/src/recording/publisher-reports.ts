import type { types } from 'mediasoup';
import type { SenderReport } from './av-sync.ts';
import { tracedReport } from './packet-trace.ts';

export interface PublisherReports {
  /** The last one of each simulcast layer. */
  readonly latest: readonly SenderReport[];
  /** Returns a function that ends the subscription. */
  onReport(listener: (report: SenderReport) => void): () => void;
}

const known = new WeakMap<types.Producer, PublisherReports>();

/**
 * Sender reports of a producer, kept from take to take: those about sound come every few seconds only, and a take
 * that starts after an interruption is in step at once when it knows the last one.
 */
export function reportsOf(producer: types.Producer, onError: (error: unknown) => void): PublisherReports {
  const existing = known.get(producer);
  if (existing) return existing;
  const latest = new Map<number, SenderReport>();
  const listeners = new Set<(report: SenderReport) => void>();
  producer.on('trace', (event) => {
    const report = tracedReport(event);
    if (!report) return;
    latest.set(report.ssrc, report);
    for (const listener of listeners) listener(report);
  });
  producer.enableTraceEvent(['sr', 'keyframe']).catch((error: unknown) => {
    if (!producer.closed) onError(error);
  });
  const reports: PublisherReports = {
    get latest() {
      return [...latest.values()];
    },
    onReport(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  known.set(producer, reports);
  return reports;
}
