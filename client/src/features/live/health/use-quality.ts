import { useEffect, useRef, useState } from 'react';
import type { StatsSample } from '../../../rtc/stats.ts';
import type { Quality } from '../../../rtc/verdict.ts';
import { type QualityWatch, watchQuality } from '../../../rtc/watch-quality.ts';
import { HealthReporter } from '../../../state/live/health-reporter.ts';
import { useRoom } from '../room-context.tsx';

/**
 * Follows the connection that `sample` reads, every second while somebody looks at the numbers, and
 * tells the ledger now and then.
 */
export function useQuality(
  sample: (() => Promise<StatsSample | null>) | null,
  closer: boolean,
): Quality | null {
  const { session } = useRoom();
  const [quality, setQuality] = useState<Quality | null>(null);
  const watch = useRef<QualityWatch | null>(null);

  useEffect(() => {
    if (!sample) return;
    const reporter = new HealthReporter((report) => {
      // Nobody waits for the answer, and what is lost now is told anew in a moment.
      void session.ask('media:reportHealth', report, { volatile: true });
    });
    const running = watchQuality(sample, (next) => {
      setQuality(next);
      if (next) reporter.offer(next, performance.now());
    });
    watch.current = running;
    return () => {
      running.stop();
      watch.current = null;
      setQuality(null);
    };
  }, [sample, session]);

  useEffect(() => {
    if (sample && closer) watch.current?.lookCloser(true);
    return () => watch.current?.lookCloser(false);
  }, [sample, closer]);

  return quality;
}
