import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTERRUPTION_GRACE_MS } from '../limits.ts';
import {
  initialPhase,
  isOnAir,
  type SessionEvent,
  type SessionPhase,
  transition,
} from './session-machine.ts';

function run(events: SessionEvent[], from: SessionPhase = initialPhase): SessionPhase {
  return events.reduce((phase, event) => {
    const next = transition(phase, event);
    if (!next.ok) throw new Error(`${event.type} refused in ${phase.state}: ${next.code}`);
    return next.phase;
  }, from);
}

const live = run([
  { type: 'openLobby', atMs: 1 },
  { type: 'goLive', atMs: 10 },
]);

describe('session machine', () => {
  it('walks a rehearsal from draft to reviewable', () => {
    const over = run(
      [
        { type: 'end', atMs: 50, cause: 'anchor' },
        { type: 'finalised', atMs: 60 },
      ],
      live,
    );
    expect(over).toMatchObject({ state: 'reviewable', startedAtMs: 10, endedAtMs: 50 });
  });

  it('arms the grace timer when the anchor drops and disarms it when they return', () => {
    const dropped = transition(live, { type: 'interrupt', atMs: 20, cause: 'anchorGone' });
    if (!dropped.ok) throw new Error(dropped.code);
    expect(dropped.effects).toContainEqual({ type: 'armGraceTimer', untilMs: 20 + INTERRUPTION_GRACE_MS });
    const back = transition(dropped.phase, { type: 'resume', atMs: 5_020 });
    if (!back.ok) throw new Error(back.code);
    expect(back.effects.map((effect) => effect.type)).toEqual([
      'disarmGraceTimer',
      'record',
      'startRecording',
      'announce',
    ]);
    expect(back.effects).toContainEqual({
      type: 'record',
      entry: { kind: 'session.resumed', atMs: 5_020, goneForMs: 5_000 },
    });
  });

  it('ends by itself only when the interruption lasted, however late a timer fires', () => {
    const refused = { ok: false, code: 'session.wrongState' };
    const over = (phase: SessionPhase, atMs: number) =>
      transition(phase, { type: 'end', atMs, cause: 'graceOver' });
    expect(over(live, 1_000_000)).toEqual(refused);
    const dropped = run([{ type: 'interrupt', atMs: 20, cause: 'anchorGone' }], live);
    expect(over(dropped, 20 + INTERRUPTION_GRACE_MS - 1)).toEqual(refused);
    expect(over(dropped, 20 + INTERRUPTION_GRACE_MS)).toMatchObject({ ok: true, phase: { state: 'ended' } });
  });

  it('stops the recording before it closes the room, so that the last segment is written', () => {
    const ended = transition(live, { type: 'end', atMs: 99, cause: 'anchor' });
    if (!ended.ok) throw new Error(ended.code);
    const order = ended.effects.map((effect) => effect.type);
    expect(order.indexOf('stopRecording')).toBeLessThan(order.indexOf('closeRoom'));
  });

  it('refuses to go live without a lobby, and to end what never began', () => {
    expect(transition(initialPhase, { type: 'goLive', atMs: 1 })).toEqual({
      ok: false,
      code: 'session.wrongState',
    });
    expect(transition(initialPhase, { type: 'end', atMs: 1, cause: 'anchor' })).toEqual({
      ok: false,
      code: 'session.wrongState',
    });
  });

  const anyEvent: fc.Arbitrary<SessionEvent> = fc
    .nat(1_000_000)
    .chain((atMs) =>
      fc.constantFrom<SessionEvent>(
        { type: 'schedule', atMs, scheduledAtMs: atMs + 1 },
        { type: 'schedule', atMs, scheduledAtMs: null },
        { type: 'openLobby', atMs },
        { type: 'goLive', atMs },
        { type: 'interrupt', atMs, cause: 'anchorGone' },
        { type: 'resume', atMs },
        { type: 'end', atMs, cause: 'graceOver' },
        { type: 'finalised', atMs },
        { type: 'archive', atMs },
      ),
    );

  it('repeats of an event change nothing, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), anyEvent, (past, event) => {
        const phase = past.reduce((current, each) => {
          const next = transition(current, each);
          return next.ok ? next.phase : current;
        }, initialPhase);
        const once = transition(phase, event);
        if (!once.ok) return;
        const twice = transition(once.phase, event);
        expect(twice.ok && twice.phase).toEqual(once.phase);
      }),
    );
  });

  it('keeps its times whole: on air has a start, interrupted has its moment, over has an end', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let phase = initialPhase;
        for (const event of events) {
          const next = transition(phase, event);
          if (next.ok) phase = next.phase;
          expect(phase.startedAtMs !== null).toBe(
            isOnAir(phase.state) || ['ended', 'reviewable', 'archived'].includes(phase.state),
          );
          expect(phase.interruptedAtMs !== null).toBe(phase.state === 'interrupted');
          expect(phase.endedAtMs !== null).toBe(['ended', 'reviewable', 'archived'].includes(phase.state));
        }
      }),
    );
  });
});
