import { createHash } from 'node:crypto';
import { dueCues } from '@caipai/shared/domain/planned-cues';
import type { RunningSegment } from '@caipai/shared/domain/rundown';
import { PLANNED_CUE_LATE_MS } from '@caipai/shared/limits';
import type { PlannedCue } from '@caipai/shared/schemas/cue';
import type { Context } from '../../context.ts';
import { cuesOf } from './cues.ts';

/** Timers of node fire at once when they are set for longer. */
const LONGEST_TIMER_MS = 2_000_000_000;

/** The same at every process: however many follow a session, the ledger takes the prompt of one run once. */
function idOf(sessionId: string, running: RunningSegment, cue: PlannedCue): string {
  const hash = createHash('sha256').update(`${sessionId} ${running.id} ${running.sinceMs} ${cue.id}`);
  const hex = hash.digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Sends the prompts of the segment that runs when their moment comes. Nothing is queued: at each moment the rundown is
 * read as it stands, so what was moved, removed, held back or left behind is not sent, and what missed its moment
 * stays unsent.
 */
export function createPlannedCues({
  store,
  ledger,
  broadcast,
  clock,
  log,
}: Pick<Context, 'store' | 'ledger' | 'broadcast' | 'clock' | 'log'>) {
  const timers = new Map<string, NodeJS.Timeout>();
  /** Prompts of the run that is followed which need not be offered to the ledger again. */
  const sent = new Map<string, Set<string>>();
  /** How often each session was looked at: a look that was overtaken by another one changes nothing more. */
  const looks = new Map<string, number>();
  let closed = false;

  function stop(sessionId: string): void {
    clearTimeout(timers.get(sessionId));
    timers.delete(sessionId);
  }

  async function send(sessionId: string, id: string, cue: PlannedCue): Promise<void> {
    const { kind: cueKind, text, priority, to } = cue;
    const entry = {
      ...{ kind: 'cue.sent' as const, atMs: clock.nowMs(), id, cueKind, text, priority, to },
      planned: true as const,
    };
    const placed = await ledger.append({ sessionId, entryId: id, actorId: null, entry });
    if (placed.repeated) return;
    const [told] = cuesOf([{ seq: placed.seq, sessionId, actorId: null, entry }], () => '');
    if (told) broadcast.toCrew(sessionId, 'cue:sent', { sessionId, cue: told });
  }

  async function look(sessionId: string): Promise<void> {
    const number = (looks.get(sessionId) ?? 0) + 1;
    looks.set(sessionId, number);
    const overtaken = () => looks.get(sessionId) !== number;
    const plan = await store.rundowns.find(sessionId);
    if (overtaken()) return;
    stop(sessionId);
    if (closed || plan?.state !== 'live' || !plan.running) {
      sent.delete(sessionId);
      looks.delete(sessionId);
      return;
    }
    const { running } = plan;
    const nowMs = clock.nowMs();
    const due = dueCues(plan);
    const known = sent.get(sessionId) ?? new Set();
    const here = new Set<string>();
    for (const { cue, dueAtMs } of due) {
      if (dueAtMs > nowMs || nowMs - dueAtMs > PLANNED_CUE_LATE_MS) continue;
      const id = idOf(sessionId, running, cue);
      if (!known.has(id)) {
        if (plan.cuesHeld) continue;
        await send(sessionId, id, cue);
        if (overtaken()) return;
      }
      here.add(id);
    }
    sent.set(sessionId, here);
    const next = due.find(({ dueAtMs }) => dueAtMs > nowMs);
    if (!next || closed) return;
    stop(sessionId);
    const waitMs = Math.min(next.dueAtMs - clock.nowMs(), LONGEST_TIMER_MS);
    timers.set(
      sessionId,
      setTimeout(() => follow(sessionId), Math.max(0, waitMs)),
    );
  }

  function follow(sessionId: string): void {
    look(sessionId).catch((error) =>
      // The next change of the rundown, or the next look at all sessions, sets the timer again.
      log.warn({ sessionId, err: error }, 'planned cues could not be sent'),
    );
  }

  return {
    /** Looks at the running segment now, and again when its next prompt is due. May be called at any time. */
    follow,
    async hold(sessionId: string, held: boolean): Promise<void> {
      await store.sessions.update(sessionId, { cuesHeld: held });
      broadcast.toCrew(sessionId, 'cue:held', { sessionId, held });
      follow(sessionId);
    },
    close(): void {
      closed = true;
      for (const sessionId of [...timers.keys()]) stop(sessionId);
    },
  };
}
export type PlannedCues = ReturnType<typeof createPlannedCues>;
