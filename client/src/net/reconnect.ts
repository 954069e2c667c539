/** Delays that proved themselves in the field: at once for a blip, patient for a server that restarts. */
const delaysMs = [0, 300, 1_200, 2_700, 4_800, 7_000];

/**
 * How long to wait before reconnect attempt number `attempt` (0 for the first). Jitter of ±20 % keeps a
 * whole class from knocking at the same moment. Never gives up: the page may be on a stage.
 */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  const base = delaysMs[Math.min(attempt, delaysMs.length - 1)] ?? 0;
  return Math.round(base * (0.8 + 0.4 * random()));
}
