import { setLogEventListeners } from 'mediasoup';
import type { Logger } from 'pino';

/** Puts what mediasoup and its workers complain of into our log; mediasoup has one such outlet a process. */
export function logMediasoup(log: Logger): void {
  setLogEventListeners({
    onwarn: (namespace, text) => log.debug({ namespace }, text),
    onerror: (namespace, text, error) => log.warn({ namespace, err: error }, text),
  });
}
