import { StudioError } from '@caipai/shared/errors/studio-error';
import { HEALTH_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import { createPace } from '../../realtime/pace.ts';

export interface HealthPorts extends HandlerPorts, Pick<Context, 'ledger' | 'clock'> {}

/** Keeps what a browser says of its own connection, for the coach who asks later why it looked bad. */
export function healthHandler(ports: HealthPorts): Handler {
  const { ledger, clock } = ports;
  const pace = createPace(clock, HEALTH_MIN_INTERVAL_MS);
  return defineHandler(
    ports,
    'media:reportHealth',
    'health:report',
    async ({ socket, session, joined }, input) => {
      const person = socket.data.person;
      // By person and part rather than by tab: a tab names itself, so more tabs must not mean more entries.
      const waitMs = pace.take(`${session.id} ${person.id} ${joined.as}`);
      if (waitMs > 0) throw new StudioError('media.tooFast', undefined, { retryAfterMs: waitMs });
      await ledger.append({
        sessionId: session.id,
        entryId: ports.newId(),
        actorId: person.id,
        entry: {
          kind: 'media.health',
          atMs: clock.nowMs(),
          direction: joined.as === 'studio' ? 'sending' : 'receiving',
          grade: input.grade,
          reason: input.reason,
          figures: input.figures,
        },
      });
      return null;
    },
  );
}
