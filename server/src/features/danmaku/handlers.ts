import { suspicionOf } from '@caipai/shared/domain/comment-text';
import { jobsOf } from '@caipai/shared/domain/permissions';
import { looksLikeQuestion } from '@caipai/shared/domain/question';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import type { HeldWhy, HoldMode } from '@caipai/shared/schemas/moderation';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import type { Joined } from '../../realtime/socket-types.ts';
import type { RememberedSession } from '../sessions/session-facts.ts';
import {
  isHeld,
  namesIn,
  presentHeld,
  presentSent,
  type StoredHeld,
  type StoredSent,
  sentOrThrow,
} from './comments.ts';
import { flagsOf } from './flags.ts';
import type { HouseRulesReader } from './house-rules.ts';
import type { createDanmakuLimiter } from './rate-limit.ts';
import type { DanmakuTicker } from './ticker.ts';

export interface DanmakuPorts
  extends HandlerPorts,
    Pick<Context, 'ledger' | 'store' | 'broadcast' | 'clock'> {
  houseRules: HouseRulesReader;
  limiter: ReturnType<typeof createDanmakuLimiter>;
  ticker: DanmakuTicker;
}

export function jobOf(
  joined: Joined,
  session: Pick<RememberedSession, 'anchorId' | 'crew'>,
): Danmaku['by']['job'] {
  if (joined.actor.userId === session.anchorId) return 'anchor';
  const jobs = jobsOf(joined.actor.userId, session);
  if (jobs.includes('assistantAnchor')) return 'assistant';
  if (jobs.length > 0) return 'crew';
  return joined.actor.systemRole === 'admin' || joined.actor.cohortRole === 'instructor'
    ? 'instructor'
    : 'peer';
}

function whyHeld(hold: HoldMode, text: string, flagged: boolean): HeldWhy | null {
  if (hold === 'nothing') return null;
  const suspicion = suspicionOf(text);
  if (suspicion || hold === 'suspicious') return suspicion;
  return flagged ? 'flagged' : hold === 'all' ? 'all' : null;
}

export function danmakuHandlers(ports: DanmakuPorts): Handler[] {
  const { ledger, store, broadcast, clock, houseRules, limiter, ticker } = ports;
  // The lexicon is made ready here, so that no comment waits for it.
  flagsOf('');
  return [
    defineHandler(ports, 'danmaku:send', 'danmaku:send', async ({ socket, session, joined }, input) => {
      const person = socket.data.person;
      const rules = await houseRules.of(session.id);
      const untilMs = houseRules.mutedUntil(rules, person.id);
      if (untilMs !== null)
        throw new StudioError('danmaku.muted', undefined, { retryAfterMs: untilMs - clock.nowMs() });
      if (session.blocks(input.text)) throw new StudioError('danmaku.blockedWord');
      const job = jobOf(joined, session);
      // Slow mode and review are for the audience: whoever works here has to answer at once.
      const slowMs = job === 'peer' ? rules.slowModeSeconds * 1_000 : 0;
      const waitMs = limiter.take(`${session.id} ${person.id}`, input.id, slowMs);
      if (waitMs > 0)
        throw new StudioError(slowMs > 0 ? 'danmaku.slowMode' : 'danmaku.tooFast', undefined, {
          retryAfterMs: waitMs,
        });

      const answered = input.replyToId ? await sentOrThrow(store, session.id, input.replyToId) : null;
      const written = {
        ...{ atMs: clock.nowMs(), id: input.id, text: input.text, job },
        ...(job === 'peer' && looksLikeQuestion(input.text) && { question: true as const }),
        ...(answered && { replyTo: { id: answered.entry.id, userId: answered.actorId ?? '' } }),
      };
      const flags = flagsOf(input.text);
      const why = job === 'peer' ? whyHeld(rules.hold, input.text, flags.length > 0) : null;
      const kept = { sessionId: session.id, entryId: input.id, actorId: person.id };
      const placed = await ledger.append({
        ...kept,
        entry: why ? { kind: 'danmaku.held', why, ...written } : { kind: 'danmaku.sent', ...written },
      });
      const { seq, atMs } = placed;
      if (placed.repeated) {
        // It may have been held then and go through now, or the other way round.
        const before = await store.ledger.find(session.id, input.id);
        return { seq, atMs, held: before !== null && isHeld(before) };
      }
      const stored = { seq, sessionId: session.id, actorId: person.id };
      const nameOf = answered
        ? await namesIn(store, [answered]).then(
            (name) => (id: string) => (id === person.id ? person.name : name(id)),
          )
        : () => person.name;
      if (why) {
        const danmaku = presentHeld(
          { ...stored, entry: { kind: 'danmaku.held', why, ...written } } satisfies StoredHeld,
          nameOf,
        );
        broadcast.toModerators(session.id, 'danmaku:held', { sessionId: session.id, danmaku });
      } else {
        const sent = { ...stored, entry: { kind: 'danmaku.sent', ...written } } satisfies StoredSent;
        ticker.add(session.id, presentSent(sent, nameOf));
        if (flags.length > 0)
          broadcast.toModerators(session.id, 'danmaku:flagged', {
            ...{ sessionId: session.id, danmakuId: input.id, flags },
          });
      }
      return { seq, atMs, held: why !== null };
    }),
  ];
}
