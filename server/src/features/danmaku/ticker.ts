import type { Danmaku } from '@caipai/shared/schemas/danmaku';

/** A viewer's eye does not see a comment come a quarter of a second later; the sender's own is shown at once. */
const TICK_MS = 100;
const LONGEST_TICK_MS = 250;
/** What a tick costs is one frame for each tab: the fuller the room, the longer its ticks. */
const FULL_AT_TABS = 500;
const SMALL_UP_TO_TABS = 100;
/** More than a screen can show in a tick; the rest stays in the ledger for the replay. */
const MAX_PER_TICK = 200;

/**
 * Collects a session's comments and hands them on as one frame per tick; idle sessions cost nothing. `crowdOf` answers
 * how many tabs are in a session.
 */
export function createDanmakuTicker(
  emit: (sessionId: string, items: Danmaku[]) => void,
  crowdOf: (sessionId: string) => number,
) {
  const pending = new Map<string, Danmaku[]>();
  const timers = new Map<string, NodeJS.Timeout>();

  function flush(sessionId: string): void {
    timers.delete(sessionId);
    const items = pending.get(sessionId);
    pending.delete(sessionId);
    if (items) emit(sessionId, items);
  }

  return {
    add(sessionId: string, item: Danmaku): void {
      const items = pending.get(sessionId);
      if (items) {
        if (items.length < MAX_PER_TICK) items.push(item);
      } else {
        pending.set(sessionId, [item]);
        const fullness = (crowdOf(sessionId) - SMALL_UP_TO_TABS) / (FULL_AT_TABS - SMALL_UP_TO_TABS);
        const share = Math.min(1, Math.max(0, fullness));
        const tickMs = TICK_MS + share * (LONGEST_TICK_MS - TICK_MS);
        timers.set(
          sessionId,
          setTimeout(() => flush(sessionId), tickMs),
        );
      }
    },
    close(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const sessionId of [...pending.keys()]) flush(sessionId);
    },
  };
}
export type DanmakuTicker = ReturnType<typeof createDanmakuTicker>;
