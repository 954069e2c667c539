import { describe, expect, it } from 'vitest';
import { type Actor, mayInCohort, mayInSession, type SessionAction, sessionActions } from './permissions.ts';
import { sessionStates } from './session-machine.ts';

const people: Record<string, Actor> = {
  anchor: { userId: 'anchor', systemRole: 'member', cohortRole: 'trainee' },
  instructor: { userId: 'instructor', systemRole: 'member', cohortRole: 'instructor' },
  peer: { userId: 'peer', systemRole: 'member', cohortRole: 'trainee' },
  admin: { userId: 'admin', systemRole: 'admin', cohortRole: null },
  outsider: { userId: 'outsider', systemRole: 'member', cohortRole: null },
};

/** Who may do what while the session is live and scores are not released; all others are refused. */
const whileLive: Record<SessionAction, string[]> = {
  'session:view': ['anchor', 'instructor', 'peer', 'admin'],
  'session:edit': ['anchor', 'instructor', 'admin'],
  'session:delete': [],
  'session:publish': ['anchor'],
  'session:end': ['anchor', 'instructor', 'admin'],
  'danmaku:send': ['anchor', 'instructor', 'peer', 'admin'],
  'danmaku:moderate': ['instructor', 'admin'],
  'cue:send': ['instructor', 'admin'],
  'cue:confirm': ['anchor'],
  'cue:read': ['anchor', 'instructor', 'admin'],
  'health:report': ['anchor', 'instructor', 'peer', 'admin'],
  'mark:save': ['instructor', 'peer', 'admin'],
  'mark:readAll': ['instructor', 'admin'],
  'score:release': [],
  'score:readReleased': [],
  'copy:upload': ['anchor'],
};

const session = { anchorId: 'anchor', state: 'live' as const, scoreReleased: false };

describe('who may do what in a live session', () => {
  for (const action of sessionActions) {
    for (const [name, actor] of Object.entries(people)) {
      const expected = whileLive[action].includes(name);
      it(`${name} ${expected ? 'may' : 'may not'} ${action}`, () => {
        expect(mayInSession(actor, session, action).allowed).toBe(expected);
      });
    }
  }
});

describe('what holds in every state', () => {
  it('an outsider is told that there is no such session', () => {
    for (const state of sessionStates) {
      for (const action of sessionActions) {
        expect(mayInSession(people.outsider as Actor, { ...session, state }, action)).toEqual({
          allowed: false,
          code: 'session.notFound',
        });
      }
    }
  });

  it('nobody scores or coaches themself, not even an instructor who anchors', () => {
    const teaching: Actor = { userId: 'anchor', systemRole: 'admin', cohortRole: 'instructor' };
    for (const state of sessionStates) {
      for (const action of ['mark:save', 'mark:readAll', 'score:release', 'cue:send'] as const) {
        expect(mayInSession(teaching, { ...session, state }, action).allowed).toBe(false);
      }
    }
  });

  it('a peer never reads cues or the marks of others', () => {
    for (const state of sessionStates) {
      for (const scoreReleased of [true, false]) {
        for (const action of ['cue:read', 'mark:readAll', 'score:readReleased'] as const) {
          expect(
            mayInSession(people.peer as Actor, { ...session, state, scoreReleased }, action).allowed,
          ).toBe(false);
        }
      }
    }
  });

  it('the anchor reads marks only once they are released', () => {
    const ended = { ...session, state: 'reviewable' as const };
    expect(mayInSession(people.anchor as Actor, ended, 'score:readReleased').allowed).toBe(false);
    const released = { ...ended, scoreReleased: true };
    expect(mayInSession(people.anchor as Actor, released, 'score:readReleased').allowed).toBe(true);
  });
});

it('a cohort does not exist for outsiders, and only coaches manage it', () => {
  expect(mayInCohort(people.outsider as Actor, 'cohort:view')).toEqual({
    allowed: false,
    code: 'cohort.notFound',
  });
  expect(mayInCohort(people.peer as Actor, 'cohort:manage').allowed).toBe(false);
  expect(mayInCohort(people.instructor as Actor, 'cohort:manage').allowed).toBe(true);
});
