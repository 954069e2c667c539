/** All rooms have the same RTP capabilities; whoever opens one leaves them here for the next page. */
export function createKnownCapabilities() {
  let known: Record<string, unknown> | null = null;
  return {
    get: () => known,
    learn(rtpCapabilities: Record<string, unknown>): void {
      known = rtpCapabilities;
    },
  };
}
export type KnownCapabilities = ReturnType<typeof createKnownCapabilities>;
