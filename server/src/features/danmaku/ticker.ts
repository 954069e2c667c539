import type { Danmaku } from '@caipai/shared/schemas/danmaku';

const TICK_MS = 100;
/** More than a screen can show in a tick; the rest stays in the ledger for the replay. */
const MAX_PER_TICK = 200;

/** Collects a session's comments and hands them on as one frame per tick; idle sessions cost nothing. */
export function createDanmakuTicker(emit: (sessionId: string, items: Danmaku[]) => void) {
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
        timers.set(
          sessionId,
          setTimeout(() => flush(sessionId), TICK_MS),
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
