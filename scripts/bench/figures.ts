/** One measured figure, as `npm run bench` prints it: a line of JSON. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** How many measurements stand behind the value. */
  n: number;
  /** What it is compared with, measured in the same run. */
  baseline: { name: string; value: number };
}

export interface Suite {
  name: string;
  /** What is measured and how, in a sentence or two. */
  says: string;
  figures: readonly string[];
  run(report: (figure: Figure) => void): Promise<void>;
}

export function printFigure(suite: string, { name, value, unit, n, baseline }: Figure): void {
  const ratio = baseline.value === 0 ? null : rounded(value / baseline.value, 3);
  const line = {
    suite,
    name,
    value: shown(value),
    unit,
    n,
    baseline: { name: baseline.name, value: shown(baseline.value) },
    ratio,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** For people who watch the run; figures alone go to the standard output. */
export function say(text: string): void {
  process.stderr.write(`  ${text}\n`);
}

/** Ratios need their digits, milliseconds do not. */
const shown = (value: number): number => rounded(value, Math.abs(value) < 10 ? 3 : 1);

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The smallest value that at least `share` of all values do not exceed (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('no measurement');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function describeSpread(values: readonly number[]): string {
  const at = (share: number) => quantile(values, share).toFixed(0);
  return `n ${values.length}, min ${at(0)}, p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`;
}
