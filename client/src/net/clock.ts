/**
 * The server's wall clock as seen from here. Everything that happened is stamped by the server, so
 * countdowns and ages are counted on its clock, not on the viewer's.
 */
let offsetMs = 0;
let bestRoundTripMs = Number.POSITIVE_INFINITY;

export function serverNow(): number {
  return Date.now() + offsetMs;
}

/**
 * Takes a reading: the server said `serverNowMs` somewhere between `sentAtMs` and `receivedAtMs` (both
 * local). The reading with the shortest way wins, since it leaves the least room for error.
 */
export function feedClock(serverNowMs: number, sentAtMs: number, receivedAtMs: number): void {
  const roundTripMs = receivedAtMs - sentAtMs;
  if (roundTripMs > bestRoundTripMs) return;
  bestRoundTripMs = roundTripMs;
  offsetMs = serverNowMs - (sentAtMs + roundTripMs / 2);
}

/** Forgets how good the old reading was, so that the next one counts: after sleep or a new server. */
export function restartClock(): void {
  bestRoundTripMs = Number.POSITIVE_INFINITY;
}
