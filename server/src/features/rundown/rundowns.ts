import {
  editRundown,
  presentRundown,
  type Rundown,
  type RundownEdit,
  type RunningSegment,
  replaceRundown,
  startSegment,
} from '@caipai/shared/domain/rundown';
import { isOnAir } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { RundownChange } from '@caipai/shared/schemas/rundown';
import type { Segment } from '@caipai/shared/schemas/session';
import type { Context } from '../../context.ts';
import type { PlannedCues } from '../cues/planned.ts';

type Ports = Pick<Context, 'store' | 'ledger' | 'broadcast' | 'clock'> & {
  plannedCues: Pick<PlannedCues, 'follow'>;
};

/** Saving goes on while somebody types: of their edits to one segment the ledger gets one in so long a time. */
const NOTED_EVERY_MS = 30_000;

/** Edits and runs the rundown of a session: stored under a lock, then told to those who work with it. */
export function createRundowns({ store, ledger, broadcast, clock, plannedCues }: Ports) {
  function tell(sessionId: string, rundown: Rundown, segments: RundownChange['segments']): RundownChange {
    const { revision, order } = presentRundown(rundown);
    const change = { revision, order, segments };
    broadcast.toCrew(sessionId, 'rundown:changed', { sessionId, ...change });
    plannedCues.follow(sessionId);
    return change;
  }

  async function start(
    sessionId: string,
    actorId: string | null,
    choose: (rundown: Rundown) => { id: string; segmentId: string; atMs: number } | null,
  ): Promise<RunningSegment | null> {
    const outcome = await store.rundowns.change(sessionId, (rundown, state) => {
      const chosen = choose(rundown);
      if (!chosen) return { rundown, changed: null };
      if (!isOnAir(state)) throw new StudioError('session.wrongState');
      const decided = startSegment(rundown, chosen);
      if (!decided.ok) throw new StudioError(decided.code);
      return decided;
    });
    const { running, segments } = outcome.rundown;
    const segment = segments.find(({ id }) => id === running?.segmentId);
    if (!running || !segment) return running;
    // Also for a start that had been made before: its entry may not have been written then.
    await ledger.append({
      sessionId,
      entryId: running.id,
      actorId,
      entry: {
        kind: 'segment.started',
        atMs: running.sinceMs,
        segmentId: segment.id,
        segmentKind: segment.kind,
        title: segment.title,
        targetSeconds: segment.targetSeconds,
      },
    });
    if (outcome.changed) broadcast.toCrew(sessionId, 'segment:started', { sessionId, running });
    plannedCues.follow(sessionId);
    return running;
  }

  return {
    /** Throws `rundown.conflict` with what stands there instead, and the other refusals of `editRundown`. */
    async edit(
      sessionId: string,
      actorId: string,
      editId: string,
      edit: RundownEdit,
    ): Promise<RundownChange> {
      const atMs = clock.nowMs();
      const { rundown, changed, onAir } = await store.rundowns.change(sessionId, (before, state) => {
        const outcome = editRundown(before, editId, edit);
        if (!outcome.ok)
          throw new StudioError(outcome.code, edit.kind, outcome.current ? { current: outcome.current } : {});
        return { ...outcome, onAir: isOnAir(state) };
      });
      const segmentId = edit.kind === 'inserted' ? edit.segment.id : edit.segmentId;
      const now = rundown.segments.filter(({ id }) => id === segmentId);
      if (!changed) {
        const { revision, order } = presentRundown(rundown);
        return { revision, order, segments: now };
      }
      const change = tell(sessionId, rundown, now);
      if (onAir) {
        const span = `rundown ${segmentId} ${actorId} ${Math.floor(atMs / NOTED_EVERY_MS)}`;
        await ledger.append({
          sessionId,
          entryId: edit.kind === 'edited' ? span : editId,
          actorId,
          entry: { kind: 'rundown.changed', atMs, segmentId, title: changed.title, change: edit.kind },
        });
      }
      return change;
    },

    /** The planning page stores the whole of it at once. */
    async replace(sessionId: string, baseRevision: number | undefined, planned: Segment[]): Promise<void> {
      const { rundown, changed, before } = await store.rundowns.change(sessionId, (found) => {
        const outcome = replaceRundown(found, baseRevision, planned);
        if (!outcome.ok) throw new StudioError(outcome.code);
        return { ...outcome, before: found };
      });
      if (rundown !== before) tell(sessionId, rundown, changed);
    },

    async start(sessionId: string, actorId: string, id: string, segmentId: string): Promise<RunningSegment> {
      const earlier = await store.ledger.find(sessionId, id);
      const atMs = clock.nowMs();
      // A request that comes twice must not turn back the page that others have turned since.
      const running = await start(sessionId, actorId, () => (earlier ? null : { id, segmentId, atMs }));
      if (!running) throw new StudioError('rundown.segmentNotFound');
      return running;
    },

    /** The first segment, once: may be repeated. */
    async begin(sessionId: string, atMs: number): Promise<void> {
      await start(sessionId, null, ({ running, segments: [first] }) =>
        running || !first ? null : { id: 'first segment', segmentId: first.id, atMs },
      );
    },
  };
}
export type Rundowns = ReturnType<typeof createRundowns>;
