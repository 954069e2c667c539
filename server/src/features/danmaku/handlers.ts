import { jobsOf } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Danmaku } from '@caipai/shared/schemas/danmaku';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import type { Joined } from '../../realtime/socket-types.ts';
import type { RememberedSession } from '../sessions/session-facts.ts';
import type { Mutes } from './mutes.ts';
import type { createDanmakuLimiter } from './rate-limit.ts';
import type { createDanmakuTicker } from './ticker.ts';

export interface DanmakuPorts
  extends HandlerPorts,
    Pick<Context, 'ledger' | 'store' | 'broadcast' | 'clock'> {
  mutes: Mutes;
  limiter: ReturnType<typeof createDanmakuLimiter>;
  ticker: ReturnType<typeof createDanmakuTicker>;
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

export function danmakuHandlers(ports: DanmakuPorts): Handler[] {
  const { ledger, store, broadcast, clock, mutes, limiter, ticker } = ports;
  return [
    defineHandler(ports, 'danmaku:send', 'danmaku:send', async ({ socket, session, joined }, input) => {
      const person = socket.data.person;
      const untilMs = await mutes.mutedUntil(session.id, person.id);
      if (untilMs !== null)
        throw new StudioError('danmaku.muted', undefined, { retryAfterMs: untilMs - clock.nowMs() });
      const lower = input.text.toLowerCase();
      if (session.blockWords.some((word) => lower.includes(word)))
        throw new StudioError('danmaku.blockedWord');
      const waitMs = limiter.take(`${session.id} ${person.id}`, input.id);
      if (waitMs > 0) throw new StudioError('danmaku.tooFast', undefined, { retryAfterMs: waitMs });

      const job = jobOf(joined, session);
      const placed = await ledger.append({
        sessionId: session.id,
        entryId: input.id,
        actorId: person.id,
        entry: { kind: 'danmaku.sent', atMs: clock.nowMs(), id: input.id, text: input.text, job },
      });
      if (!placed.repeated) {
        ticker.add(session.id, {
          id: input.id,
          seq: placed.seq,
          atMs: placed.atMs,
          text: input.text,
          by: { id: person.id, name: person.name, job },
        });
      }
      return { seq: placed.seq, atMs: placed.atMs };
    }),

    defineHandler(ports, 'danmaku:remove', 'danmaku:moderate', async ({ socket, session }, input) => {
      const sent = await store.ledger.find(session.id, input.danmakuId);
      if (sent?.entry.kind !== 'danmaku.sent') throw new StudioError('danmaku.notFound');
      await ledger.append({
        sessionId: session.id,
        entryId: `removed ${input.danmakuId}`,
        actorId: socket.data.person.id,
        entry: { kind: 'danmaku.removed', atMs: clock.nowMs(), danmakuId: input.danmakuId },
      });
      broadcast.toSession(session.id, 'danmaku:removed', {
        sessionId: session.id,
        danmakuId: input.danmakuId,
      });
      return null;
    }),

    defineHandler(ports, 'member:mute', 'danmaku:moderate', async ({ socket, session }, input) => {
      const atMs = clock.nowMs();
      const untilMs = atMs + input.seconds * 1000;
      await ledger.append({
        sessionId: session.id,
        entryId: ports.newId(),
        actorId: socket.data.person.id,
        entry: { kind: 'member.muted', atMs, userId: input.userId, untilMs },
      });
      broadcast.touch(session.id);
      broadcast.toPerson(session.id, input.userId, 'member:muted', { sessionId: session.id, untilMs });
      return { untilMs };
    }),
  ];
}
