import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import type { Rundowns } from './rundowns.ts';

export interface RundownPorts extends HandlerPorts, Pick<Context, 'broadcast'> {
  rundowns: Rundowns;
}

export function rundownHandlers(ports: RundownPorts): Handler[] {
  const { rundowns, broadcast } = ports;
  return [
    defineHandler(ports, 'rundown:start', 'rundown:start', ({ socket, session }, { id, segmentId }) =>
      rundowns.start(session.id, socket.data.person.id, id, segmentId),
    ),
    defineHandler(
      ports,
      'rundown:editSegment',
      'rundown:edit',
      ({ socket, session }, { id, segmentId, baseRevision, patch }) =>
        rundowns.edit(session.id, socket.data.person.id, id, {
          ...{ kind: 'edited', segmentId, baseRevision, patch },
        }),
    ),
    defineHandler(ports, 'rundown:insert', 'rundown:edit', ({ socket, session }, { id, afterId, segment }) =>
      rundowns.edit(session.id, socket.data.person.id, id, { kind: 'inserted', afterId, segment }),
    ),
    defineHandler(ports, 'rundown:move', 'rundown:edit', ({ socket, session }, { id, segmentId, afterId }) =>
      rundowns.edit(session.id, socket.data.person.id, id, { kind: 'moved', segmentId, afterId }),
    ),
    defineHandler(
      ports,
      'rundown:remove',
      'rundown:edit',
      ({ socket, session }, { id, segmentId, baseRevision }) =>
        rundowns.edit(session.id, socket.data.person.id, id, { kind: 'removed', segmentId, baseRevision }),
    ),
    // Kept nowhere: who writes says so again and again, and is forgotten soon after the last time.
    defineHandler(
      ports,
      'rundown:showEditing',
      'rundown:edit',
      async ({ socket, session }, { segmentId }) => {
        const { id, name } = socket.data.person;
        broadcast.toCrew(session.id, 'rundown:editing', {
          sessionId: session.id,
          editor: { id, name },
          segmentId,
        });
        return null;
      },
    ),
  ];
}
