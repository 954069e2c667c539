/** As the large platforms go about it: a reminder, a warning, then the stream is cut. */
export const violationSteps = ['remind', 'warn', 'cut'] as const;
export type ViolationStep = (typeof violationSteps)[number];

/** A violation as the ladder sees it. */
export interface Strike {
  step: ViolationStep;
  /** Taken back by a coach, whether or not the anchor objected. */
  lifted: boolean;
}

/** What the next violation leads to; those that were taken back count for nothing. */
export function nextStep(strikes: readonly Strike[]): ViolationStep {
  const standing = strikes.filter(({ lifted }) => !lifted).length;
  return violationSteps[Math.min(standing, violationSteps.length - 1)] ?? 'cut';
}

/** The cut that the audience sees now: neither taken back nor accepted by the anchor. */
export function standingCut<T extends Strike & { acknowledgedAtMs: number | null }>(
  strikes: readonly T[],
): T | null {
  return (
    strikes.findLast(
      ({ step, lifted, acknowledgedAtMs }) => step === 'cut' && !lifted && acknowledgedAtMs === null,
    ) ?? null
  );
}

/** The rule has to be read before the rehearsal goes on. */
export const CUT_AT_LEAST_MS = 10_000;
