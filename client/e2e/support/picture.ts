import { expect } from 'vitest';
import type { Person } from './browser.ts';

/** Resolves when at least `frames` pictures more than now have been decoded, over all connections of the page. */
export async function untilFramesFlow({ page }: Person, frames = 20, limitMs = 30_000): Promise<void> {
  const decoded = () => page.evaluate(async () => (await window.probe.reception()).framesDecoded);
  let last = await decoded();
  let fresh = 0;
  // A new connection counts from zero again: only what is added between two looks is fresh.
  await expect
    .poll(
      async () => {
        const now = await decoded();
        fresh += Math.max(0, now - last);
        last = now;
        return fresh;
      },
      { timeout: limitMs, interval: 200 },
    )
    .toBeGreaterThan(frames);
}
