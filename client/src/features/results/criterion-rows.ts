import type { Mark, ScoreSheet } from '@caipai/shared/schemas/rubric';

export interface CriterionRow {
  id: string;
  title: string;
  /** Share of the whole rubric, 0 to 1. */
  weightShare: number;
  levels: { label: string; share: number }[];
  /** Marks with a level by instructors, then by peers. */
  instructors: Mark[];
  peers: Mark[];
  notes: Mark[];
  /** Mean share that the instructors gave, null when none judged. */
  meanShare: number | null;
}

/** The score sheet by criterion, as a table wants it. */
export function criterionRows({ rubric, marks }: Pick<ScoreSheet, 'rubric' | 'marks'>): CriterionRow[] {
  const whole = rubric.criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  return rubric.criteria.map((criterion) => {
    const own = marks.filter((mark) => mark.criterionId === criterion.id);
    const judged = own.filter((mark) => mark.level !== null && criterion.levels[mark.level]);
    const instructors = judged.filter((mark) => mark.rater.role === 'instructor');
    const shares = instructors.map((mark) => criterion.levels[mark.level ?? 0]?.share ?? 0);
    return {
      id: criterion.id,
      title: criterion.title,
      weightShare: whole === 0 ? 0 : criterion.weight / whole,
      levels: criterion.levels,
      instructors,
      peers: judged.filter((mark) => mark.rater.role === 'trainee'),
      notes: own.filter((mark) => mark.note !== ''),
      meanShare: shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length,
    };
  });
}

/** The best and the weakest judged criterion; null while fewer than two differ. */
export function extremes(
  rows: readonly CriterionRow[],
): { best: CriterionRow; weakest: CriterionRow } | null {
  const judged = rows
    .filter((row) => row.meanShare !== null)
    .sort((a, b) => (b.meanShare ?? 0) - (a.meanShare ?? 0) || b.weightShare - a.weightShare);
  const best = judged[0];
  const weakest = judged.at(-1);
  return best && weakest && best.meanShare !== weakest.meanShare ? { best, weakest } : null;
}
