import { confirms, noTimes } from '@caipai/shared/domain/cues';
import { jobsOf } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import type { PlannedCues } from './planned.ts';

export interface CuePorts extends HandlerPorts, Pick<Context, 'ledger' | 'store' | 'broadcast' | 'clock'> {
  plannedCues: Pick<PlannedCues, 'hold'>;
}

export function cueHandlers(ports: CuePorts): Handler[] {
  const { ledger, store, broadcast, clock } = ports;
  return [
    defineHandler(ports, 'cue:send', 'cue:send', async ({ socket, session }, input) => {
      const person = socket.data.person;
      const placed = await ledger.append({
        sessionId: session.id,
        entryId: input.id,
        actorId: person.id,
        entry: {
          kind: 'cue.sent',
          atMs: clock.nowMs(),
          id: input.id,
          cueKind: input.kind,
          text: input.text,
          priority: input.priority,
          to: input.to,
        },
      });
      if (!placed.repeated) {
        broadcast.toCrew(session.id, 'cue:sent', {
          sessionId: session.id,
          cue: {
            id: input.id,
            seq: placed.seq,
            kind: input.kind,
            text: input.text,
            priority: input.priority,
            atMs: placed.atMs,
            from: { id: person.id, name: person.name },
            to: input.to,
            ...noTimes,
          },
        });
      }
      return { seq: placed.seq, atMs: placed.atMs };
    }),

    defineHandler(ports, 'cue:confirm', 'cue:confirm', async ({ socket, session, joined }, input) => {
      const sent = await store.ledger.find(session.id, input.cueId);
      if (sent?.entry.kind !== 'cue.sent') throw new StudioError('cue.notFound');
      const { userId } = joined.actor;
      const hearer = { anchor: userId === session.anchorId, jobs: jobsOf(userId, session) };
      if (!confirms(sent.entry.to ?? 'anchor', hearer)) throw new StudioError('cue.notForYou');
      const placed = await ledger.append({
        sessionId: session.id,
        entryId: `${input.stage} ${input.cueId}`,
        actorId: socket.data.person.id,
        entry: { kind: 'cue.confirmed', atMs: clock.nowMs(), cueId: input.cueId, stage: input.stage },
      });
      if (!placed.repeated) {
        broadcast.toCrew(session.id, 'cue:confirmed', {
          sessionId: session.id,
          cueId: input.cueId,
          stage: input.stage,
          atMs: placed.atMs,
        });
      }
      return null;
    }),

    defineHandler(ports, 'cue:hold', 'cue:send', async ({ session }, { held }) => {
      await ports.plannedCues.hold(session.id, held);
      return null;
    }),

    defineHandler(ports, 'cue:notice', 'cue:notice', async ({ socket, session }, { id, cause }) => {
      await ledger.append({
        sessionId: session.id,
        entryId: id,
        actorId: socket.data.person.id,
        entry: { kind: 'cue.noticed', atMs: clock.nowMs(), cause },
      });
      return null;
    }),
  ];
}
