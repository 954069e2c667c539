import { describe, expect, it } from 'vitest';
import { crewJobs } from '../schemas/crew.ts';
import {
  type Actor,
  assigning,
  mayInCohort,
  mayInSession,
  mayWithProduct,
  productActions,
  type SessionAction,
  sessionActions,
} from './permissions.ts';
import { isOver, type SessionState, sessionStates } from './session-machine.ts';

const people: Record<string, Actor> = {
  anchor: { userId: 'anchor', systemRole: 'member', cohortRole: 'trainee' },
  instructor: { userId: 'instructor', systemRole: 'member', cohortRole: 'instructor' },
  assistant: { userId: 'assistant', systemRole: 'member', cohortRole: 'trainee' },
  fieldControl: { userId: 'fieldControl', systemRole: 'member', cohortRole: 'trainee' },
  operations: { userId: 'operations', systemRole: 'member', cohortRole: 'trainee' },
  scriptPlanner: { userId: 'scriptPlanner', systemRole: 'member', cohortRole: 'trainee' },
  selector: { userId: 'selector', systemRole: 'member', cohortRole: 'trainee' },
  peer: { userId: 'peer', systemRole: 'member', cohortRole: 'trainee' },
  admin: { userId: 'admin', systemRole: 'admin', cohortRole: null },
  outsider: { userId: 'outsider', systemRole: 'member', cohortRole: null },
};

const behindTheCamera = ['fieldControl', 'operations', 'scriptPlanner', 'selector'];
const crew = ['assistant', ...behindTheCamera];
const everyone = ['anchor', ...crew, 'instructor', 'peer', 'admin'];

/** Who may do what while the session is live and scores are not released; all others are refused. */
const whileLive: Record<SessionAction, string[]> = {
  'session:view': everyone,
  'session:edit': ['anchor', 'instructor', 'admin'],
  'session:delete': [],
  'session:publish': ['anchor', 'assistant'],
  'session:goLive': ['anchor'],
  'network:probe': [],
  'session:end': ['anchor', 'instructor', 'admin'],
  'crew:assign': ['anchor', 'instructor', 'admin'],
  'crew:handOver': crew,
  'console:open': crew,
  'layout:set': ['anchor', 'assistant', 'instructor', 'admin'],
  'danmaku:send': everyone,
  'danmaku:moderate': ['fieldControl', 'instructor', 'admin'],
  'danmaku:answer': ['anchor', 'assistant', 'fieldControl', 'operations', 'instructor', 'admin'],
  'cue:send': [...behindTheCamera, 'instructor', 'admin'],
  'cue:notice': ['anchor'],
  'cue:confirm': ['anchor', ...crew],
  'cue:read': ['anchor', ...crew, 'instructor', 'admin'],
  'violation:raise': ['instructor', 'admin'],
  'violation:answer': ['anchor'],
  'violation:lift': ['instructor', 'admin'],
  'talkback:speak': ['instructor', 'admin'],
  'talkback:hear': ['anchor', ...crew, 'instructor', 'admin'],
  'health:report': everyone,
  'mark:save': [...behindTheCamera, 'instructor', 'peer', 'admin'],
  'mark:readAll': ['instructor', 'admin'],
  'score:release': [],
  'score:readReleased': [],
  'recording:finish': [],
  'copy:upload': ['anchor'],
  'speech:report': ['anchor'],
  'speech:share': ['anchor'],
  'speech:read': ['anchor', 'instructor', 'admin'],
  'rundown:start': ['anchor', 'assistant', 'fieldControl', 'scriptPlanner', 'instructor', 'admin'],
  'rundown:edit': ['anchor', 'scriptPlanner', 'instructor', 'admin'],
  'shelf:plan': ['anchor', 'fieldControl', 'selector', 'instructor', 'admin'],
  'shelf:control': ['anchor', 'fieldControl', 'instructor', 'admin'],
  'order:place': [...behindTheCamera, 'instructor', 'peer', 'admin'],
  'order:read': ['anchor', ...crew, 'instructor', 'admin'],
  'transcript:say': ['anchor'],
  'transcript:read': ['anchor', ...crew, 'instructor', 'admin'],
  'transcript:readHits': ['anchor', 'instructor', 'admin'],
};

const session = {
  anchorId: 'anchor',
  crew: crewJobs.map((job) => ({ userId: job === 'assistantAnchor' ? 'assistant' : job, job })),
  state: 'live' as const,
  scoreReleased: false,
  speech: { figures: 'withConsent' as const, consent: true, share: 'coaches' as const },
};

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

describe('how somebody speaks', () => {
  const asked = (name: string, action: SessionAction, speech: object, state: SessionState = session.state) =>
    mayInSession(
      people[name] as Actor,
      { ...session, state, speech: { ...session.speech, ...speech } },
      action,
    );
  const readers = (speech: object, state: SessionState = session.state) =>
    Object.keys(people).filter((name) => asked(name, 'speech:read', speech, state).allowed);

  it('is seen by its owner, and by others as far as they share it', () => {
    expect(readers({ share: 'nobody' })).toEqual(['anchor']);
    expect(readers({ share: 'coaches' })).toEqual(['anchor', 'instructor', 'admin']);
    // On air a voice is for those who coach it; the class looks afterwards.
    expect(readers({ share: 'class' })).toEqual(['anchor', 'instructor', 'admin']);
    const cohort = Object.keys(people).filter((name) => name !== 'outsider');
    expect(readers({ share: 'class' }, 'reviewable')).toEqual(cohort);
    expect(readers({ share: 'class', figures: 'off' })).toEqual(['anchor']);
  });

  it('is not taken before they have said yes, nor where the class wants none', () => {
    const refused = { allowed: false, code: 'speech.notConsented' };
    for (const speech of [{ consent: null }, { consent: false }, { figures: 'off' }])
      expect(asked('anchor', 'speech:report', speech)).toEqual(refused);
    expect(asked('instructor', 'speech:report', {})).toEqual({ allowed: false, code: 'auth.forbidden' });
  });
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

  it('what was said is for the class only when the session is over, what is against it never', () => {
    const peer = people.peer as Actor;
    for (const state of sessionStates) {
      const may = (action: SessionAction) => mayInSession(peer, { ...session, state }, action).allowed;
      expect(may('transcript:read')).toBe(isOver(state));
      expect(may('transcript:readHits')).toBe(false);
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

  it('an instructor on stage as assistant neither marks nor cues nor talks into ears', () => {
    const crew = [{ userId: 'instructor', job: 'assistantAnchor' as const }];
    for (const state of sessionStates) {
      for (const action of ['mark:save', 'cue:send', 'talkback:speak'] as const) {
        expect(mayInSession(people.instructor as Actor, { ...session, crew, state }, action).allowed).toBe(
          false,
        );
      }
    }
  });

  it('whoever left the crew is a peer again', () => {
    for (const action of ['session:publish', 'cue:read', 'talkback:hear', 'layout:set'] as const) {
      expect(mayInSession(people.assistant as Actor, { ...session, crew: [] }, action).allowed).toBe(false);
    }
  });

  it('nobody talks into ears outside of the air', () => {
    for (const state of ['lobby', 'scheduled', 'ended', 'reviewable'] as const) {
      expect(mayInSession(people.instructor as Actor, { ...session, state }, 'talkback:speak')).toEqual({
        allowed: false,
        code: 'session.wrongState',
      });
    }
  });

  it('segments are started on air only, and written until the session is over', () => {
    const planner = people.scriptPlanner as Actor;
    const wrong = { allowed: false, code: 'session.wrongState' };
    for (const state of sessionStates) {
      const over = ['ended', 'reviewable', 'archived'].includes(state);
      const onAir = state === 'live' || state === 'interrupted';
      const right = { allowed: true };
      expect(mayInSession(planner, { ...session, state }, 'rundown:start')).toEqual(onAir ? right : wrong);
      expect(mayInSession(planner, { ...session, state }, 'rundown:edit')).toEqual(over ? wrong : right);
    }
  });

  it('the network is tried by those on stage, before air', () => {
    for (const state of ['draft', 'scheduled', 'lobby'] as const) {
      for (const [name, actor] of Object.entries(people)) {
        const { allowed } = mayInSession(actor, { ...session, state }, 'network:probe');
        expect(allowed, name).toBe(name === 'anchor' || name === 'assistant');
      }
    }
  });

  it('a peer never reads cues, talkback or the marks of others', () => {
    for (const state of sessionStates) {
      for (const scoreReleased of [true, false]) {
        for (const action of ['cue:read', 'talkback:hear', 'mark:readAll', 'score:readReleased'] as const) {
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

it('a job is given by the anchor and coaches, or passed on by its holder', () => {
  const action = (person: string) => assigning(people[person] as Actor, session, 'fieldControl');
  const may = (person: string) => mayInSession(people[person] as Actor, session, action(person)).allowed;
  expect(Object.keys(people).filter(may)).toEqual(['anchor', 'instructor', 'fieldControl', 'admin']);
});

it('a product is seen by its cohort, edited by its maker, its selector and coaches, ruled by coaches', () => {
  const allowed = (person: string, product: { createdBy: string | null; selects: boolean }) =>
    productActions.filter((action) => mayWithProduct(people[person] as Actor, product, action).allowed);
  const made = { createdBy: 'peer', selects: false };
  expect(allowed('peer', made)).toEqual(['product:view', 'product:edit']);
  expect(allowed('anchor', made)).toEqual(['product:view']);
  expect(allowed('selector', { ...made, selects: true })).toEqual(['product:view', 'product:edit']);
  for (const coach of ['instructor', 'admin']) expect(allowed(coach, made)).toEqual([...productActions]);
  expect(
    mayWithProduct(people.outsider as Actor, { createdBy: 'outsider', selects: true }, 'product:view'),
  ).toEqual({
    allowed: false,
    code: 'product.notFound',
  });
});

it('nobody orders outside of the air, and the stage never buys from itself', () => {
  for (const state of sessionStates) {
    const verdict = mayInSession(people.peer as Actor, { ...session, state }, 'order:place');
    expect(verdict.allowed).toBe(state === 'live' || state === 'interrupted');
    expect(mayInSession(people.anchor as Actor, { ...session, state }, 'order:place').allowed).toBe(false);
  }
});
