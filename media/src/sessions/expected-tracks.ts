import type { types } from 'mediasoup';
import type { WorkerSlot } from '../workers/worker-pool.ts';

/** Picture and sound of the anchor. */
export const VIEWER_TRACKS = 2;

/**
 * A viewer weighs what they came for, also while it is not published: a class that waits for the anchor would
 * otherwise count as nobody, all on one worker. `consumers` are those that are open on the transport already.
 */
export function expectTracks(
  slot: WorkerSlot,
  transport: types.WebRtcTransport,
  consumers: readonly types.Consumer[],
): void {
  if (transport.closed) return;
  let open = 0;
  let missing = 0;
  const count = () => {
    const now = transport.closed ? 0 : Math.max(0, VIEWER_TRACKS - open);
    slot.expected += now - missing;
    missing = now;
  };
  const add = (consumer: types.Consumer) => {
    if (consumer.closed) return;
    open += 1;
    consumer.observer.once('close', () => {
      open -= 1;
      count();
    });
  };
  for (const consumer of consumers) add(consumer);
  count();
  transport.observer.on('newconsumer', (consumer) => {
    add(consumer);
    count();
  });
  transport.observer.once('close', count);
}
