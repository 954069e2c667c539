import { StudioError } from '@caipai/shared/errors/studio-error';
import { SPEECH_LATEST_MS, SPEECH_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import { createPace } from '../../realtime/pace.ts';

/** What a clock that was set a moment ago may be ahead. */
const AHEAD_MS = 2_000;

export function speechHandlers(
  ports: HandlerPorts & Pick<Context, 'ledger' | 'store' | 'broadcast' | 'clock'>,
): Handler[] {
  const { ledger, store, broadcast, clock } = ports;
  const pace = createPace(clock, SPEECH_MIN_INTERVAL_MS);
  return [
    defineHandler(ports, 'speech:report', 'speech:report', async ({ socket, session }, input) => {
      const userId = socket.data.person.id;
      if (await store.ledger.find(session.id, input.id)) return null;
      const waitMs = pace.take(`${session.id} ${userId}`);
      if (waitMs > 0) throw new StudioError('speech.tooFast', undefined, { retryAfterMs: waitMs });
      const nowMs = clock.nowMs();
      const earliestMs = Math.max(session.startedAtMs ?? nowMs, nowMs - SPEECH_LATEST_MS);
      const readings = input.readings.filter(({ atMs }) => atMs >= earliestMs && atMs <= nowMs + AHEAD_MS);
      const [first] = readings;
      if (!first) return null;
      const placed = await ledger.append({
        sessionId: session.id,
        entryId: input.id,
        actorId: userId,
        entry: { kind: 'speech.measured', atMs: first.atMs, readings },
      });
      if (await store.speech.forgetUnlessGiven(session.cohortId, userId))
        throw new StudioError('speech.notConsented');
      if (placed.repeated) return null;
      const fact = { sessionId: session.id, readings };
      // The class, where it may, looks afterwards: on air a voice is for those who coach it.
      if (session.speech.share !== 'nobody') broadcast.toCoaches(session.id, 'speech:measured', fact);
      return null;
    }),
  ];
}
