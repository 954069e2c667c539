import { reconnectDelayMs } from '../net/reconnect.ts';

const attemptsBeforeGivingUp = 40;

/** How long to wait before attempt number `attempt` (from 0), or null when it is time to give up. */
export function retryDelayMs(attempt: number): number | null {
  return attempt >= attemptsBeforeGivingUp ? null : reconnectDelayMs(attempt);
}

export function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, delayMs);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
}
