import { CUT_AT_LEAST_MS, nextStep, standingCut } from '@caipai/shared/domain/violation-ladder';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Violation } from '@caipai/shared/schemas/violation';
import type { LedgerEntry } from '@caipai/shared/timeline/ledger-entry';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts, type Scope } from '../../realtime/define-handler.ts';
import { violationKinds, violationsOf } from './violations.ts';

export interface ViolationPorts
  extends HandlerPorts,
    Pick<Context, 'ledger' | 'store' | 'broadcast' | 'clock'> {}

/** Remind, warn, cut: rehearsed without risk. The ledger alone holds how far the ladder was climbed. */
export function violationHandlers(ports: ViolationPorts): Handler[] {
  const { ledger, store, broadcast, clock } = ports;

  async function read(sessionId: string): Promise<Violation[]> {
    const entries = await store.ledger.read(sessionId, { kinds: [...violationKinds] });
    const names = await store.people.names(entries.flatMap(({ actorId }) => actorId ?? []));
    return violationsOf(entries, (userId) => names.get(userId)?.name ?? '');
  }

  /** Tells the crew how a violation stands, and the audience whether the stream is cut. */
  function tell(sessionId: string, violations: readonly Violation[], violation: Violation): void {
    broadcast.toCrew(sessionId, 'violation:changed', { sessionId, violation });
    broadcast.toSession(sessionId, 'stream:cut', { sessionId, cut: standingCut(violations) !== null });
  }

  async function answer(
    { socket, session }: Scope,
    violationId: string,
    what: 'appealed' | 'acknowledged' | 'lifted',
    entry: LedgerEntry,
  ): Promise<null> {
    const entryId = `${what} ${violationId}`;
    await ledger.append({ sessionId: session.id, entryId, actorId: socket.data.person.id, entry });
    const violations = await read(session.id);
    tell(session.id, violations, find(violations, violationId));
    return null;
  }

  return [
    defineHandler(ports, 'violation:raise', 'violation:raise', async ({ socket, session }, input) => {
      const { id, category, words, seen } = input;
      const before = await read(session.id);
      const known = before.find((each) => each.id === id) ?? before[seen];
      if (known) return known;
      await ledger.append({
        sessionId: session.id,
        // The same for both of two who are written in one go.
        entryId: `rung ${before.length}`,
        actorId: socket.data.person.id,
        entry: {
          ...{ kind: 'violation.raised', atMs: clock.nowMs(), id, category, words },
          step: nextStep(before),
        },
      });
      const violations = await read(session.id);
      const raised = violations[before.length];
      if (!raised) throw new StudioError('violation.notFound');
      tell(session.id, violations, raised);
      return raised;
    }),

    defineHandler(ports, 'violation:appeal', 'violation:answer', async (scope, { violationId, text }) => {
      find(await read(scope.session.id), violationId);
      const atMs = clock.nowMs();
      return answer(scope, violationId, 'appealed', { kind: 'violation.appealed', atMs, violationId, text });
    }),

    defineHandler(ports, 'violation:acknowledge', 'violation:answer', async (scope, { violationId }) => {
      const { step, atMs: raisedAtMs } = find(await read(scope.session.id), violationId);
      const atMs = clock.nowMs();
      const waitMs = step === 'cut' ? raisedAtMs + CUT_AT_LEAST_MS - atMs : 0;
      if (waitMs > 0) throw new StudioError('violation.readFirst', undefined, { retryAfterMs: waitMs });
      return answer(scope, violationId, 'acknowledged', {
        kind: 'violation.acknowledged',
        atMs,
        violationId,
      });
    }),

    defineHandler(ports, 'violation:lift', 'violation:lift', async (scope, { violationId }) => {
      find(await read(scope.session.id), violationId);
      const atMs = clock.nowMs();
      return answer(scope, violationId, 'lifted', { kind: 'violation.lifted', atMs, violationId });
    }),
  ];
}

function find(violations: readonly Violation[], violationId: string): Violation {
  const found = violations.find(({ id }) => id === violationId);
  if (!found) throw new StudioError('violation.notFound');
  return found;
}
