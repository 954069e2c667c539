import type { ErrorCode } from '../errors/codes.ts';
import type { CohortRole, SystemRole } from '../schemas/account.ts';
import type { CrewJob } from '../schemas/crew.ts';
import type { SessionAccess } from '../schemas/session.ts';
import type { SpeechStanding } from '../schemas/speech.ts';
import { isOnAir, isOver, type SessionState } from './session-machine.ts';

/** Who asks. `cohortRole` is their role in the cohort in question, null outside it. */
export interface Actor {
  userId: string;
  systemRole: SystemRole;
  cohortRole: CohortRole | null;
}

export interface SessionFacts {
  anchorId: string;
  /** Who works beside the anchor; one person may have several jobs. */
  crew: readonly { userId: string; job: CrewJob }[];
  state: SessionState;
  scoreReleased: boolean;
  speech: Omit<SpeechStanding, 'language'>;
}

export const sessionActions = [
  'session:view',
  'session:edit',
  'session:delete',
  'session:publish',
  'session:goLive',
  'network:probe',
  'session:end',
  'crew:assign',
  'crew:handOver',
  'console:open',
  'layout:set',
  'danmaku:send',
  'danmaku:moderate',
  'danmaku:answer',
  'cue:send',
  'cue:confirm',
  'cue:notice',
  'cue:read',
  'violation:raise',
  'violation:answer',
  'violation:lift',
  'talkback:speak',
  'talkback:hear',
  'health:report',
  'mark:save',
  'mark:readAll',
  'score:release',
  'score:readReleased',
  'copy:upload',
  'recording:finish',
  'speech:report',
  'speech:share',
  'speech:read',
  'rundown:start',
  'rundown:edit',
  'shelf:plan',
  'shelf:control',
  'order:place',
  'order:read',
  'transcript:say',
  'transcript:read',
  'transcript:readHits',
] as const;
export type SessionAction = (typeof sessionActions)[number];

export const cohortActions = ['cohort:view', 'cohort:manage', 'session:create', 'product:create'] as const;
export type CohortAction = (typeof cohortActions)[number];

export type Verdict = { allowed: true } | { allowed: false; code: ErrorCode };

const yes: Verdict = { allowed: true };
const no = (code: ErrorCode): Verdict => ({ allowed: false, code });
const only = (condition: boolean): Verdict => (condition ? yes : no('auth.forbidden'));

/** Administrators coach in every cohort without being a member of it. */
function coaches(actor: Actor): boolean {
  return actor.systemRole === 'admin' || actor.cohortRole === 'instructor';
}

export function jobsOf(userId: string, { crew }: Pick<SessionFacts, 'crew'>): CrewJob[] {
  return crew.flatMap((member) => (member.userId === userId ? [member.job] : []));
}

/** Anchor and coaches give jobs; whoever holds one may also pass it on. */
export function assigning(actor: Actor, session: SessionFacts, job: CrewJob): SessionAction {
  return jobsOf(actor.userId, session).includes(job) ? 'crew:handOver' : 'crew:assign';
}

export function mayInCohort(actor: Actor, action: CohortAction): Verdict {
  const member = actor.systemRole === 'admin' || actor.cohortRole !== null;
  // To outsiders the cohort does not exist.
  if (!member) return no('cohort.notFound');
  switch (action) {
    case 'cohort:view':
    case 'session:create':
    case 'product:create':
      return yes;
    case 'cohort:manage':
      return only(coaches(actor));
  }
}

/**
 * The one place that says who may do what in a session. Both the socket handlers and the HTTP routes
 * ask here; `state` answers whether now is the time, the role whether this is the person.
 */
export function mayInSession(actor: Actor, session: SessionFacts, action: SessionAction): Verdict {
  const member = actor.systemRole === 'admin' || actor.cohortRole !== null;
  if (!member) return no('session.notFound');
  const anchors = actor.userId === session.anchorId;
  const jobs = jobsOf(actor.userId, session);
  const onStage = anchors || jobs.includes('assistantAnchor');
  const behindTheCamera = jobs.length > 0 && !onStage;
  const onAir = isOnAir(session.state);
  const when = (verdict: Verdict, timely: boolean): Verdict =>
    verdict.allowed && !timely ? no('session.wrongState') : verdict;

  switch (action) {
    case 'session:view':
      return yes;
    case 'session:edit':
      return when(only(anchors || coaches(actor)), !isOver(session.state));
    case 'session:delete':
      return when(only(anchors || coaches(actor)), !onAir);
    case 'session:publish':
      return when(only(onStage), !isOver(session.state));
    case 'session:goLive':
      return when(only(anchors), !isOver(session.state));
    case 'network:probe':
      return when(only(onStage), !onAir && !isOver(session.state));
    case 'session:end':
      return only(anchors || coaches(actor));
    case 'crew:assign':
      return when(only(anchors || coaches(actor)), !isOver(session.state));
    case 'crew:handOver':
      return when(only(jobs.length > 0), !isOver(session.state));
    case 'console:open':
      return only(jobs.length > 0);
    case 'layout:set':
      return when(only(onStage || coaches(actor)), !isOver(session.state));
    case 'danmaku:send':
      return when(yes, onAir || session.state === 'lobby');
    case 'danmaku:moderate':
      return only(coaches(actor) || jobs.includes('fieldControl'));
    case 'danmaku:answer': {
      const near = onStage || jobs.includes('fieldControl') || jobs.includes('operations');
      return when(only(near || coaches(actor)), onAir || session.state === 'lobby');
    }
    case 'cue:send':
      return when(only((coaches(actor) && !onStage) || behindTheCamera), onAir || session.state === 'lobby');
    case 'violation:raise':
      return when(only(coaches(actor) && !onStage), onAir);
    case 'violation:answer':
      return when(only(anchors), onAir);
    case 'violation:lift':
      return when(only(coaches(actor) && !anchors), onAir);
    case 'cue:notice':
      return when(only(anchors), onAir);
    case 'cue:confirm':
      return only(anchors || jobs.length > 0);
    case 'cue:read':
    case 'talkback:hear':
      return only(anchors || jobs.length > 0 || coaches(actor));
    case 'talkback:speak':
      return when(only(coaches(actor) && !onStage), onAir);
    case 'health:report':
      return when(yes, onAir);
    case 'mark:save':
      return when(only(!onStage), onAir || isOver(session.state));
    case 'mark:readAll':
      return only(coaches(actor) && !anchors);
    case 'score:release':
      return when(only(coaches(actor) && !anchors), isOver(session.state));
    case 'score:readReleased':
      return only(session.scoreReleased && (anchors || coaches(actor)));
    case 'recording:finish':
      return when(only(anchors || coaches(actor)), isOver(session.state));
    case 'speech:report': {
      const { figures, consent } = session.speech;
      if (!anchors) return no('auth.forbidden');
      if (figures === 'off' || consent !== true) return no('speech.notConsented');
      // The last seconds are told when it is over already.
      return when(yes, onAir || isOver(session.state));
    }
    case 'speech:share':
      return only(anchors);
    case 'speech:read': {
      // How somebody speaks is theirs: who else may know, they say, session by session.
      const { figures, share } = session.speech;
      // On air a voice is for those who coach it; the class looks afterwards.
      const shared = (share === 'class' && isOver(session.state)) || (share !== 'nobody' && coaches(actor));
      return only(anchors || (figures !== 'off' && shared));
    }
    case 'copy:upload':
      return only(anchors);
    case 'rundown:start':
      return when(
        only(onStage || coaches(actor) || jobs.includes('fieldControl') || jobs.includes('scriptPlanner')),
        onAir,
      );
    case 'rundown:edit':
      return when(only(anchors || coaches(actor) || jobs.includes('scriptPlanner')), !isOver(session.state));
    case 'shelf:plan':
      return when(
        only(anchors || coaches(actor) || jobs.includes('fieldControl') || jobs.includes('selector')),
        !isOver(session.state),
      );
    case 'shelf:control':
      return when(
        only(anchors || coaches(actor) || jobs.includes('fieldControl')),
        onAir || session.state === 'lobby',
      );
    case 'order:place':
      // The stage sells and does not buy from itself.
      return when(only(!onStage), onAir);
    case 'order:read':
      return only(anchors || jobs.length > 0 || coaches(actor));
    case 'transcript:say':
      // The last sentence is over a moment after the session is.
      return when(only(anchors), onAir || session.state === 'ended');
    case 'transcript:read':
      return only(anchors || jobs.length > 0 || coaches(actor) || isOver(session.state));
    case 'transcript:readHits':
      return only(anchors || coaches(actor));
  }
}

/** The same answers as flags, for the state given: a page that stays open asks again when it changes. */
export function sessionAccess(actor: Actor, session: SessionFacts): SessionAccess {
  const may = (action: SessionAction) => mayInSession(actor, session, action).allowed;
  return {
    cohortRole: actor.cohortRole,
    edit: may('session:edit'),
    assign: may('crew:assign'),
    jobs: jobsOf(actor.userId, session),
    publish: may('session:publish'),
    goLive: may('session:goLive'),
    setLayout: may('layout:set'),
    talk: may('talkback:speak'),
    hearTalkback: may('talkback:hear'),
    end: may('session:end'),
    comment: may('danmaku:send'),
    moderate: may('danmaku:moderate'),
    answer: may('danmaku:answer'),
    cue: may('cue:send'),
    seeCues: may('cue:read'),
    seeSpeech: may('speech:read'),
    shareSpeech: may('speech:share'),
    raiseViolation: may('violation:raise'),
    score: may('mark:save'),
    release: may('score:release'),
    finish: may('recording:finish'),
    seeResults: may('score:readReleased') || may('mark:readAll'),
    startSegment: may('rundown:start'),
    editRundown: may('rundown:edit'),
    planShelf: may('shelf:plan'),
    controlShelf: may('shelf:control'),
    order: may('order:place'),
    seeOrders: may('order:read'),
  };
}

export const productActions = ['product:view', 'product:edit', 'product:setRequired'] as const;
export type ProductAction = (typeof productActions)[number];

export interface ProductFacts {
  createdBy: string | null;
  /** The asker is selector of a session that has this product on its shelf and is not over. */
  selects: boolean;
}

/** Whoever made it, whoever selects it for a session, and coaches. What papers it needs the school decides. */
export function mayWithProduct(actor: Actor, product: ProductFacts, action: ProductAction): Verdict {
  const member = actor.systemRole === 'admin' || actor.cohortRole !== null;
  // To outsiders the product does not exist.
  if (!member) return no('product.notFound');
  switch (action) {
    case 'product:view':
      return yes;
    case 'product:edit':
      return only(product.createdBy === actor.userId || product.selects || coaches(actor));
    case 'product:setRequired':
      return only(coaches(actor));
  }
}
