import type { Clock } from '../../context.ts';
import type { Broadcast } from '../../realtime/broadcast.ts';
import type { Store } from '../../store/store.ts';

/** As with session facts: a `touch` from another process may get lost. */
const BELIEVED_MS = 5_000;

/** Who may not comment in a session, read from the ledger once and again after a change anywhere. */
export function createMutes(store: Store, broadcast: Broadcast, clock: Clock) {
  const bySession = new Map<string, { atMs: number; mutes: Promise<Map<string, number>> }>();
  broadcast.onTouched((sessionId) => bySession.delete(sessionId));

  async function load(sessionId: string): Promise<Map<string, number>> {
    const mutes = new Map<string, number>();
    for (const { entry } of await store.ledger.read(sessionId, { kinds: ['member.muted'] })) {
      if (entry.kind === 'member.muted') mutes.set(entry.userId, entry.untilMs);
    }
    return mutes;
  }

  return {
    /** Until when the person is muted, or null. */
    async mutedUntil(sessionId: string, userId: string): Promise<number | null> {
      const nowMs = clock.nowMs();
      let known = bySession.get(sessionId);
      if (!known || nowMs - known.atMs > BELIEVED_MS) {
        known = { atMs: nowMs, mutes: load(sessionId) };
        bySession.set(sessionId, known);
        known.mutes.catch(() => bySession.delete(sessionId));
      }
      const untilMs = (await known.mutes).get(userId) ?? 0;
      return untilMs > nowMs ? untilMs : null;
    },
  };
}
export type Mutes = ReturnType<typeof createMutes>;
