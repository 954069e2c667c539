import { jobsOf } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Mute } from '@caipai/shared/schemas/moderation';
import type { LedgerEntry } from '@caipai/shared/timeline/ledger-entry';
import { defineHandler, type Handler } from '../../realtime/define-handler.ts';
import type { RememberedSession } from '../sessions/session-facts.ts';
import { entryIds, isHeld, isSent, namesIn, presentSent, sentOrThrow } from './comments.ts';
import { flagsOf } from './flags.ts';
import type { DanmakuPorts } from './handlers.ts';
import type { HouseRulesReader } from './house-rules.ts';
import { readQuestion } from './questions.ts';

type ModerationPorts = Omit<DanmakuPorts, 'limiter'>;

/** Those who may not comment now, as moderators see them. */
export async function presentMutes(
  { store, houseRules }: { store: DanmakuPorts['store']; houseRules: HouseRulesReader },
  sessionId: string,
): Promise<Mute[]> {
  const standing = houseRules.mutesNow(await houseRules.of(sessionId));
  const names = await store.people.names(standing.flatMap(({ userId, byId }) => [userId, byId]));
  const person = (id: string) => names.get(id) ?? { id, name: '' };
  return standing.map(({ userId, byId, untilMs, reason }) => ({
    ...{ person: person(userId), by: person(byId), untilMs, reason },
  }));
}

/** What field control and coaches do about comments, and what the crew says of questions. */
export function moderationHandlers(ports: ModerationPorts): Handler[] {
  const { ledger, store, broadcast, clock, houseRules, ticker, newId } = ports;

  const note = (sessionId: string, actorId: string | null, entry: LedgerEntry, entryId = newId()) =>
    ledger.append({ sessionId, entryId, actorId, entry });

  /** A held comment is settled once, by whoever is first; answers whether it is released now. */
  async function settle(sessionId: string, actorId: string, danmakuId: string, entry: LedgerEntry) {
    const entryId = entryIds.settled(danmakuId);
    const { repeated } = await note(sessionId, actorId, entry, entryId);
    if (!repeated) return entry.kind === 'danmaku.released';
    return (await store.ledger.find(sessionId, entryId))?.entry.kind === 'danmaku.released';
  }

  function tellSettled(session: RememberedSession, danmakuId: string, writerId: string, released: boolean) {
    const fact = { sessionId: session.id, danmakuId, released };
    broadcast.toModerators(session.id, 'danmaku:settled', fact);
    broadcast.toPerson(session.id, writerId, 'danmaku:settled', fact);
  }

  /** Anchor, crew and coaches cannot be silenced by one another. */
  async function checkMutable(session: RememberedSession, userId: string): Promise<void> {
    const works = userId === session.anchorId || jobsOf(userId, session).length > 0;
    if (works || (await store.people.roleIn(session.cohortId, userId)) !== 'trainee')
      throw new StudioError('auth.forbidden', `muting ${userId}`);
  }

  return [
    defineHandler(
      ports,
      'danmaku:release',
      'danmaku:moderate',
      async ({ socket, session }, { danmakuId }) => {
        const held = await store.ledger.find(session.id, danmakuId);
        if (!held || !isHeld(held)) throw new StudioError('danmaku.notFound');
        const atMs = clock.nowMs();
        const entry = { kind: 'danmaku.released' as const, atMs, danmakuId };
        if (!(await settle(session.id, socket.data.person.id, danmakuId, entry)))
          throw new StudioError('danmaku.notFound', 'refused by somebody else');
        const { kind: _, why: __, ...written } = held.entry;
        // Everybody reads it now, and in the replay it stands where they did.
        const sent = { kind: 'danmaku.sent' as const, ...written, atMs };
        const placed = await note(session.id, held.actorId, sent, entryIds.released(danmakuId));
        if (!placed.repeated) {
          const stored = { seq: placed.seq, sessionId: session.id, actorId: held.actorId, entry: sent };
          ticker.add(session.id, presentSent(stored, await namesIn(store, [stored])));
          const flags = flagsOf(sent.text);
          if (flags.length > 0)
            broadcast.toModerators(session.id, 'danmaku:flagged', {
              sessionId: session.id,
              danmakuId,
              flags,
            });
        }
        tellSettled(session, danmakuId, held.actorId ?? '', true);
        return null;
      },
    ),

    defineHandler(ports, 'danmaku:remove', 'danmaku:moderate', async ({ socket, session }, { danmakuId }) => {
      const actorId = socket.data.person.id;
      const written = await store.ledger.find(session.id, danmakuId);
      if (!written || !(isSent(written) || isHeld(written))) throw new StudioError('danmaku.notFound');
      const entry = { kind: 'danmaku.removed' as const, atMs: clock.nowMs(), danmakuId };
      if (isHeld(written) && !(await settle(session.id, actorId, danmakuId, entry))) {
        tellSettled(session, danmakuId, written.actorId ?? '', false);
        return null;
      }
      await note(session.id, actorId, entry, entryIds.removed(danmakuId));
      broadcast.toSession(session.id, 'danmaku:removed', { sessionId: session.id, danmakuId });
      return null;
    }),

    defineHandler(ports, 'member:mute', 'danmaku:moderate', async ({ socket, session }, input) => {
      const { userId, seconds, reason } = input;
      await checkMutable(session, userId);
      const atMs = clock.nowMs();
      const untilMs = atMs + seconds * 1_000;
      const entry = { kind: 'member.muted' as const, atMs, userId, untilMs, reason };
      await note(session.id, socket.data.person.id, entry);
      broadcast.touch(session.id);
      broadcast.toPerson(session.id, userId, 'member:muted', { sessionId: session.id, untilMs, reason });
      const mutes = await presentMutes(ports, session.id);
      broadcast.toModerators(session.id, 'mutes:changed', { sessionId: session.id, mutes });
      return { untilMs };
    }),

    defineHandler(ports, 'danmaku:pin', 'danmaku:moderate', async ({ socket, session }, { danmakuId }) => {
      const sent = danmakuId === null ? null : await sentOrThrow(store, session.id, danmakuId);
      if ((await houseRules.of(session.id)).pinnedId === danmakuId) return null;
      const entry = { kind: 'danmaku.pinned' as const, atMs: clock.nowMs(), danmakuId };
      await note(session.id, socket.data.person.id, entry);
      broadcast.touch(session.id);
      const danmaku = sent && presentSent(sent, await namesIn(store, [sent]));
      broadcast.toSession(session.id, 'danmaku:pinned', { sessionId: session.id, danmaku });
      return null;
    }),

    defineHandler(
      ports,
      'danmaku:setSlowMode',
      'danmaku:moderate',
      async ({ socket, session }, { seconds }) => {
        if ((await houseRules.of(session.id)).slowModeSeconds === seconds) return null;
        const entry = { kind: 'slowMode.changed' as const, atMs: clock.nowMs(), seconds };
        await note(session.id, socket.data.person.id, entry);
        broadcast.touch(session.id);
        broadcast.toSession(session.id, 'slowMode:changed', { sessionId: session.id, seconds });
        return null;
      },
    ),

    defineHandler(ports, 'danmaku:setHold', 'danmaku:moderate', async ({ socket, session }, { hold }) => {
      if ((await houseRules.of(session.id)).hold === hold) return null;
      const entry = { kind: 'hold.changed' as const, atMs: clock.nowMs(), hold };
      await note(session.id, socket.data.person.id, entry);
      broadcast.touch(session.id);
      broadcast.toModerators(session.id, 'hold:changed', { sessionId: session.id, hold });
      return null;
    }),

    defineHandler(ports, 'danmaku:answer', 'danmaku:answer', async ({ socket, session }, input) => {
      const { danmakuId, answered } = input;
      const sent = await sentOrThrow(store, session.id, danmakuId);
      const { answers } = await readQuestion(store, sent);
      if ((answers.at(-1)?.answered ?? false) === answered) return null;
      const atMs = clock.nowMs();
      const delayMs = Math.max(0, atMs - sent.entry.atMs);
      const entry = { kind: 'danmaku.answered' as const, atMs, danmakuId, answered, delayMs };
      // Two who press at the same moment make one entry.
      const entryId = `answered ${danmakuId} ${answers.length}`;
      await note(session.id, socket.data.person.id, entry, entryId);
      const { shown } = await readQuestion(store, sent);
      const fact = { sessionId: session.id, danmakuId, question: shown };
      broadcast.toCrew(session.id, 'question:changed', fact);
      return null;
    }),

    defineHandler(ports, 'danmaku:classify', 'danmaku:answer', async ({ socket, session }, input) => {
      const { danmakuId, question } = input;
      const sent = await sentOrThrow(store, session.id, danmakuId);
      if (((await readQuestion(store, sent)).shown !== null) === question) return null;
      const entry = { kind: 'danmaku.classified' as const, atMs: clock.nowMs(), danmakuId, question };
      await note(session.id, socket.data.person.id, entry);
      const { shown } = await readQuestion(store, sent);
      const fact = { sessionId: session.id, danmakuId, question: shown };
      broadcast.toCrew(session.id, 'question:changed', fact);
      return null;
    }),
  ];
}
