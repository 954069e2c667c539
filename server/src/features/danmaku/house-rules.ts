import type { HoldMode, MuteReason } from '@caipai/shared/schemas/moderation';
import type { StoredEntry } from '@caipai/shared/timeline/ledger-entry';
import type { Clock } from '../../context.ts';
import type { Broadcast } from '../../realtime/broadcast.ts';
import type { Store } from '../../store/store.ts';

/** As with session facts: a `touch` from another process may get lost. */
const BELIEVED_MS = 5_000;

const ruleKinds = ['member.muted', 'slowMode.changed', 'hold.changed', 'danmaku.pinned'] as const;

interface StandingMute {
  userId: string;
  untilMs: number;
  reason: MuteReason;
  byId: string;
}

/** What holds for comments in a session, as the ledger says. */
export interface HouseRules {
  slowModeSeconds: number;
  hold: HoldMode;
  pinnedId: string | null;
  /** By person; also those that are over. */
  mutes: ReadonlyMap<string, StandingMute>;
}

function rulesOf(entries: readonly StoredEntry[]): HouseRules {
  const mutes = new Map<string, StandingMute>();
  const rules: HouseRules = { slowModeSeconds: 0, hold: 'nothing', pinnedId: null, mutes };
  for (const { actorId, entry } of entries) {
    if (entry.kind === 'slowMode.changed') rules.slowModeSeconds = entry.seconds;
    else if (entry.kind === 'hold.changed') rules.hold = entry.hold;
    else if (entry.kind === 'danmaku.pinned') rules.pinnedId = entry.danmakuId;
    else if (entry.kind === 'member.muted') {
      const { userId, untilMs, reason = 'other' } = entry;
      mutes.set(userId, { userId, untilMs, reason, byId: actorId ?? '' });
    }
  }
  return rules;
}

/** Read from the ledger once, and again after a change anywhere: a comment costs no read. */
export function createHouseRules(store: Store, broadcast: Broadcast, clock: Clock) {
  const bySession = new Map<string, { atMs: number; rules: Promise<HouseRules> }>();
  broadcast.onTouched((sessionId) => bySession.delete(sessionId));

  async function read(sessionId: string): Promise<HouseRules> {
    return rulesOf(await store.ledger.read(sessionId, { kinds: ruleKinds }));
  }

  return {
    of(sessionId: string): Promise<HouseRules> {
      const nowMs = clock.nowMs();
      const known = bySession.get(sessionId);
      if (known && nowMs - known.atMs <= BELIEVED_MS) return known.rules;
      const rules = read(sessionId);
      bySession.set(sessionId, { atMs: nowMs, rules });
      rules.catch(() => bySession.delete(sessionId));
      return rules;
    },

    /** Until when the person is muted, or null. */
    mutedUntil({ mutes }: HouseRules, userId: string): number | null {
      const untilMs = mutes.get(userId)?.untilMs ?? 0;
      return untilMs > clock.nowMs() ? untilMs : null;
    },

    mutesNow({ mutes }: HouseRules): StandingMute[] {
      const nowMs = clock.nowMs();
      return [...mutes.values()].filter(({ untilMs }) => untilMs > nowMs);
    },
  };
}
export type HouseRulesReader = ReturnType<typeof createHouseRules>;
