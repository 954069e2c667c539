import {
  type Actor,
  mayInSession,
  type SessionFacts,
  sessionAccess,
} from '@caipai/shared/domain/permissions';
import { summariseScores } from '@caipai/shared/domain/scoring';
import type { CrewMember } from '@caipai/shared/schemas/crew';
import type { Mark } from '@caipai/shared/schemas/rubric';
import type { Product, RecordingStatus, SessionDetail, SessionSummary } from '@caipai/shared/schemas/session';
import type { SpeechStanding } from '@caipai/shared/schemas/speech';
import type { SessionRow } from '../../store/repositories/sessions.ts';

export function factsOf(row: SessionRow): SessionFacts {
  return {
    anchorId: row.anchorId,
    crew: row.crew,
    state: row.state,
    scoreReleased: row.scoreReleasedAtMs !== null,
    speech: { figures: row.speechPolicy.figures, consent: row.speechConsent, share: row.speechShare },
  };
}

/** How it stands with the anchor's figures, as this reader may know it. */
export function presentSpeech(row: SessionRow, actor: Actor): SpeechStanding {
  const consent = actor.userId === row.anchorId ? row.speechConsent : null;
  return { ...row.speechPolicy, share: row.speechShare, consent };
}

export function presentCrew(row: SessionRow): CrewMember[] {
  return row.crew.map(({ userId, job, name }) => ({ job, person: { id: userId, name } }));
}

/** The only way from a session's row to the wire. `marks` are all marks of the session. */
export function presentSummary(row: SessionRow, actor: Actor, marks: readonly Mark[]): SessionSummary {
  const facts = factsOf(row);
  const seesScore =
    mayInSession(actor, facts, 'mark:readAll').allowed ||
    mayInSession(actor, facts, 'score:readReleased').allowed;
  return {
    id: row.id,
    cohortId: row.cohortId,
    cohortName: row.cohortName,
    title: row.title,
    anchor: { id: row.anchorId, name: row.anchorName },
    crew: presentCrew(row),
    state: row.state,
    orientation: row.orientation,
    scheduledAtMs: row.scheduledAtMs,
    startedAtMs: row.startedAtMs,
    endedAtMs: row.endedAtMs,
    createdAtMs: row.createdAtMs,
    recordedMs: row.recordedMs,
    posterUrl: row.posterAtMs === null ? null : `/api/sessions/${row.id}/poster.jpg?v=${row.posterAtMs}`,
    score: seesScore ? summariseScores(row.rubricContent.criteria, marks).instructorScore : null,
    scoreReleased: facts.scoreReleased,
  };
}

export function presentDetail(
  row: SessionRow,
  actor: Actor,
  extra: { marks: readonly Mark[]; products: Product[]; recording: RecordingStatus },
): SessionDetail {
  const readsCues = mayInSession(actor, factsOf(row), 'cue:read').allowed;
  return {
    ...presentSummary(row, actor, extra.marks),
    rubricId: row.rubricId,
    rubric: row.rubricContent,
    rundown: readsCues ? [...row.rundown] : row.rundown.map(({ cues: _cues, ...segment }) => segment),
    rundownRevision: row.rundownRevision,
    products: extra.products,
    interruptedAtMs: row.interruptedAtMs,
    layout: row.layout,
    cuePalette: row.cuePalette,
    speech: presentSpeech(row, actor),
    recording: extra.recording,
    access: sessionAccess(actor, factsOf(row)),
  };
}
