import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Mark } from '@caipai/shared/schemas/rubric';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import { jobOf } from '../danmaku/handlers.ts';

export interface MarkPorts extends HandlerPorts, Pick<Context, 'ledger' | 'store' | 'broadcast' | 'clock'> {
  announce(sessionId: string): Promise<void>;
}

export function markHandlers(ports: MarkPorts): Handler[] {
  const { ledger, store, broadcast, clock } = ports;
  return [
    defineHandler(ports, 'mark:save', 'mark:save', async ({ socket, session, joined }, input) => {
      const criterion = session.criteria.find((each) => each.id === input.criterionId);
      if (!criterion) throw new StudioError('mark.unknownCriterion');
      if (input.level !== null && input.level >= criterion.levels) throw new StudioError('mark.unknownLevel');
      const person = socket.data.person;
      const raterRole = jobOf(joined, session) === 'instructor' ? 'instructor' : 'trainee';
      // A browser's clock may be off: no mark lies before the session or in the future.
      const within = (ms: number) => Math.min(Math.max(ms, session.startedAtMs ?? 0), clock.nowMs());
      const atMs = within(input.atMs);
      const tapped = input.tappedAtMs === undefined ? {} : { tappedAtMs: within(input.tappedAtMs) };
      await ledger.append({
        sessionId: session.id,
        entryId: input.id,
        actorId: person.id,
        entry: {
          kind: 'mark.saved',
          atMs,
          ...tapped,
          id: input.id,
          criterionId: input.criterionId,
          level: input.level,
          note: input.note,
          raterRole,
        },
      });
      const mark: Mark = {
        id: input.id,
        criterionId: input.criterionId,
        level: input.level,
        note: input.note,
        atMs,
        ...tapped,
        rater: { id: person.id, name: person.name, role: raterRole },
      };
      broadcast.toCoaches(session.id, 'mark:saved', { sessionId: session.id, mark });
      if (raterRole === 'trainee')
        broadcast.toPerson(session.id, person.id, 'mark:saved', { sessionId: session.id, mark });
      return mark;
    }),

    defineHandler(ports, 'score:release', 'score:release', async ({ socket, session }) => {
      const releasedAtMs = clock.nowMs();
      const placed = await ledger.append({
        sessionId: session.id,
        entryId: 'score released',
        actorId: socket.data.person.id,
        entry: { kind: 'score.released', atMs: releasedAtMs },
      });
      await store.sessions.update(session.id, { scoreReleasedAtMs: placed.atMs });
      broadcast.touch(session.id);
      await ports.announce(session.id);
      return { releasedAtMs: placed.atMs };
    }),
  ];
}
