import type { ErrorCode } from '../errors/codes.ts';
import { INTERRUPTION_GRACE_MS } from '../limits.ts';

export const sessionStates = [
  'draft',
  'scheduled',
  'lobby',
  'live',
  'interrupted',
  'ended',
  'reviewable',
  'archived',
] as const;
export type SessionState = (typeof sessionStates)[number];

export type InterruptionCause = 'anchorGone' | 'mediaLost' | 'serverRestarted';
export type EndCause = 'anchor' | 'instructor' | 'graceOver';

/** The part of a session that the machine owns; stored in one row and changed only by `transition`. */
export interface SessionPhase {
  state: SessionState;
  scheduledAtMs: number | null;
  startedAtMs: number | null;
  interruptedAtMs: number | null;
  endedAtMs: number | null;
}

export type SessionEvent =
  | { type: 'schedule'; atMs: number; scheduledAtMs: number | null }
  | { type: 'openLobby'; atMs: number }
  | { type: 'goLive'; atMs: number }
  | { type: 'interrupt'; atMs: number; cause: InterruptionCause }
  | { type: 'resume'; atMs: number }
  | { type: 'end'; atMs: number; cause: EndCause }
  | { type: 'finalised'; atMs: number }
  | { type: 'archive'; atMs: number };

/** What the edge must do after the new phase is stored. */
export type SessionEffect =
  | { type: 'record'; entry: LifecycleEntry }
  /** The first segment starts with the session. */
  | { type: 'beginRundown'; atMs: number }
  | { type: 'startRecording' }
  | { type: 'stopRecording' }
  | { type: 'armGraceTimer'; untilMs: number }
  | { type: 'disarmGraceTimer' }
  | { type: 'closeRoom' }
  | { type: 'finalise' }
  | { type: 'announce' };

export type LifecycleEntry =
  | { kind: 'session.wentLive'; atMs: number }
  | { kind: 'session.interrupted'; atMs: number; cause: InterruptionCause }
  | { kind: 'session.resumed'; atMs: number; goneForMs: number }
  | { kind: 'session.ended'; atMs: number; cause: EndCause };

export type Transition =
  | { ok: true; phase: SessionPhase; effects: SessionEffect[] }
  | { ok: false; code: ErrorCode };

export const initialPhase: SessionPhase = {
  state: 'draft',
  scheduledAtMs: null,
  startedAtMs: null,
  interruptedAtMs: null,
  endedAtMs: null,
};

const wrongState: Transition = { ok: false, code: 'session.wrongState' };

function changed(phase: SessionPhase, effects: SessionEffect[]): Transition {
  return { ok: true, phase, effects: [...effects, { type: 'announce' }] };
}

/** An event that finds its work already done: a double click, a retry after a lost answer. */
function unchanged(phase: SessionPhase): Transition {
  return { ok: true, phase, effects: [] };
}

/**
 * The life of a session, without any I/O:
 * draft → scheduled → lobby → live ⇄ interrupted → ended → reviewable → archived.
 * Events that repeat what already holds change nothing; all others in a wrong state are refused.
 */
export function transition(phase: SessionPhase, event: SessionEvent): Transition {
  switch (event.type) {
    case 'schedule':
      if (phase.state !== 'draft' && phase.state !== 'scheduled') return wrongState;
      return changed(
        {
          ...phase,
          state: event.scheduledAtMs === null ? 'draft' : 'scheduled',
          scheduledAtMs: event.scheduledAtMs,
        },
        [],
      );

    case 'openLobby':
      if (phase.state === 'draft' || phase.state === 'scheduled')
        return changed({ ...phase, state: 'lobby' }, []);
      return phase.state === 'lobby' ? unchanged(phase) : wrongState;

    case 'goLive':
      if (phase.state === 'live') return unchanged(phase);
      if (phase.state !== 'lobby') return wrongState;
      return changed({ ...phase, state: 'live', startedAtMs: event.atMs }, [
        { type: 'record', entry: { kind: 'session.wentLive', atMs: event.atMs } },
        { type: 'beginRundown', atMs: event.atMs },
        { type: 'startRecording' },
      ]);

    case 'interrupt':
      if (phase.state === 'interrupted') return unchanged(phase);
      if (phase.state !== 'live') return wrongState;
      return changed({ ...phase, state: 'interrupted', interruptedAtMs: event.atMs }, [
        { type: 'record', entry: { kind: 'session.interrupted', atMs: event.atMs, cause: event.cause } },
        { type: 'armGraceTimer', untilMs: event.atMs + INTERRUPTION_GRACE_MS },
      ]);

    case 'resume':
      if (phase.state === 'live') return unchanged(phase);
      if (phase.state !== 'interrupted') return wrongState;
      return changed({ ...phase, state: 'live', interruptedAtMs: null }, [
        { type: 'disarmGraceTimer' },
        {
          type: 'record',
          entry: {
            kind: 'session.resumed',
            atMs: event.atMs,
            goneForMs: Math.max(0, event.atMs - (phase.interruptedAtMs ?? event.atMs)),
          },
        },
        { type: 'startRecording' },
      ]);

    case 'end':
      if (phase.state === 'ended' || phase.state === 'reviewable') return unchanged(phase);
      if (phase.state !== 'live' && phase.state !== 'interrupted') return wrongState;
      // A timer may come late or from another process: only an interruption that lasted ends by itself.
      if (event.cause === 'graceOver' && !graceIsOver(phase, event.atMs)) return wrongState;
      return changed({ ...phase, state: 'ended', interruptedAtMs: null, endedAtMs: event.atMs }, [
        { type: 'disarmGraceTimer' },
        { type: 'record', entry: { kind: 'session.ended', atMs: event.atMs, cause: event.cause } },
        { type: 'stopRecording' },
        { type: 'closeRoom' },
        { type: 'finalise' },
      ]);

    case 'finalised':
      if (phase.state === 'reviewable') return unchanged(phase);
      if (phase.state !== 'ended') return wrongState;
      return changed({ ...phase, state: 'reviewable' }, []);

    case 'archive':
      if (phase.state === 'archived') return unchanged(phase);
      if (phase.state !== 'reviewable') return wrongState;
      return changed({ ...phase, state: 'archived' }, []);
  }
}

function graceIsOver(phase: SessionPhase, atMs: number): boolean {
  return phase.interruptedAtMs !== null && atMs - phase.interruptedAtMs >= INTERRUPTION_GRACE_MS;
}

/** States in which the picture may flow and danmaku, cues and marks are taken. */
export function isOnAir(state: SessionState): boolean {
  return state === 'live' || state === 'interrupted';
}

/** States in which there is something to replay, or soon will be. */
export function isOver(state: SessionState): boolean {
  return state === 'ended' || state === 'reviewable' || state === 'archived';
}
