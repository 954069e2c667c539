const delaysMs = [0, 300, 1_200, 2_700, 4_800, 7_000];
const lastDelayMs = 7_000;
const attemptsBeforeGivingUp = 40;

/**
 * How long to wait before attempt number `attempt` (from 0), or null when it is time to give up.
 * The jitter of up to a quarter keeps a whole class from knocking in the same millisecond.
 */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number | null {
  if (attempt >= attemptsBeforeGivingUp) return null;
  const base = delaysMs[attempt] ?? lastDelayMs;
  return Math.round(base * (1 + random() * 0.25));
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
