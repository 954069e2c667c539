import type { StatsSample } from './stats.ts';
import { judge, type Quality } from './verdict.ts';

const PERIOD_MS = 2_000;
const CLOSE_PERIOD_MS = 1_000;
/** What is judged, however often: looking closer must not change the verdict. */
const WINDOW_MS = 2_000;
/** Timers are not exact. */
const SLACK_MS = 200;

export interface QualityWatch {
  /** Somebody reads the numbers: look every second. */
  lookCloser(closer: boolean): void;
  stop(): void;
}

/** Judges a running connection every two seconds, and tells null while there is nothing to judge. */
export function watchQuality(
  read: () => Promise<StatsSample | null>,
  tell: (quality: Quality | null) => void,
): QualityWatch {
  let kept: StatsSample[] = [];
  let stopped = false;
  let timer = setInterval(() => void look(), PERIOD_MS);

  async function look(): Promise<void> {
    const now = await read().catch(() => null);
    if (stopped) return;
    // Counters that went back belong to a new transport: start over.
    const newest = kept.at(-1);
    if (!now || (newest && now.bytes < newest.bytes)) kept = [];
    if (!now) return tell(null);
    // Of those that are old enough only the youngest is needed, and all that are younger still.
    const old = kept.findLastIndex((each) => now.atMs - each.atMs >= WINDOW_MS - SLACK_MS);
    if (old > 0) kept = kept.slice(old);
    const before = kept[0];
    tell(before && now.atMs > before.atMs ? judge(before, now) : null);
    kept.push(now);
  }

  void look();
  return {
    lookCloser(closer) {
      if (stopped) return;
      clearInterval(timer);
      timer = setInterval(() => void look(), closer ? CLOSE_PERIOD_MS : PERIOD_MS);
    },
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
