import type { CohortRole } from '../schemas/account.ts';

interface ScorableCriterion {
  id: string;
  weight: number;
  levels: { share: number }[];
}

interface ScorableMark {
  criterionId: string;
  level: number | null;
  rater: { id: string; role: CohortRole };
}

export interface RaterScore {
  raterId: string;
  role: CohortRole;
  /** Weighted score from 0 to 100 over the criteria that this rater judged. */
  score: number;
  /** Share of the rubric's whole weight that this rater judged, 0 to 1. */
  coverage: number;
}

export interface ScoreSummary {
  raters: RaterScore[];
  /** Mean of the instructors' scores; null while no instructor judged. Peers never count here. */
  instructorScore: number | null;
  /** Mean of the peers' scores: formative, shown beside. */
  peerScore: number | null;
  /** Lowest and highest instructor score. */
  spread: [number, number] | null;
}

function mean(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Weighted score: 100 × Σ(weight × share of the chosen level) / Σ(weight) over the judged criteria,
 * so a rater who leaves a criterion out neither punishes nor rewards it.
 */
export function summariseScores(
  criteria: readonly ScorableCriterion[],
  marks: readonly ScorableMark[],
): ScoreSummary {
  const wholeWeight = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  const byRater = new Map<string, { role: CohortRole; earned: number; judged: number }>();
  for (const mark of marks) {
    const criterion = criteria.find((each) => each.id === mark.criterionId);
    const level = mark.level === null ? undefined : criterion?.levels[mark.level];
    if (!criterion || !level) continue;
    const tally = byRater.get(mark.rater.id) ?? { role: mark.rater.role, earned: 0, judged: 0 };
    tally.earned += criterion.weight * level.share;
    tally.judged += criterion.weight;
    byRater.set(mark.rater.id, tally);
  }
  const raters = [...byRater].map(([raterId, tally]) => ({
    raterId,
    role: tally.role,
    score: (100 * tally.earned) / tally.judged,
    coverage: wholeWeight === 0 ? 0 : tally.judged / wholeWeight,
  }));
  const instructors = raters.filter((rater) => rater.role === 'instructor').map((rater) => rater.score);
  const peers = raters.filter((rater) => rater.role === 'trainee').map((rater) => rater.score);
  return {
    raters,
    instructorScore: mean(instructors),
    peerScore: mean(peers),
    spread: instructors.length === 0 ? null : [Math.min(...instructors), Math.max(...instructors)],
  };
}

/** Of two judgements on the same criterion the one tapped later stands, wherever in the session they lie. */
export function tappedAtMs(mark: { atMs: number; tappedAtMs?: number | undefined }): number {
  return mark.tappedAtMs ?? mark.atMs;
}
