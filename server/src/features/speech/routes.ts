import { mayInCohort } from '@caipai/shared/domain/permissions';
import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Context } from '../../context.ts';
import { type Route, signedInRoute } from '../../http/define-route.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import { enterSession } from '../sessions/access.ts';
import { presentSpeech } from '../sessions/present.ts';

const SAME_SECOND_MS = 700;

/** Who keeps and who sees how somebody speaks: the class decides, then the person. */
export function speechRoutes(ports: Context & { announce(sessionId: string): Promise<void> }): Route[] {
  const { store, clock, broadcast, media, announce } = ports;

  async function enterCohort(person: SignedIn, cohortId: string, action: 'cohort:view' | 'cohort:manage') {
    const cohortRole = await store.people.roleIn(cohortId, person.id);
    const verdict = mayInCohort({ userId: person.id, systemRole: person.role, cohortRole }, action);
    if (!verdict.allowed) throw new StudioError(verdict.code, action);
    if (!(await store.cohorts.find(cohortId))) throw new StudioError('cohort.notFound');
  }

  /** What every process and every page remembers of these sessions is out of date. */
  async function tell(cohortId: string, anchorId?: string): Promise<void> {
    for (const row of await store.sessions.listInStates(['lobby', 'live', 'interrupted'])) {
      if (row.cohortId !== cohortId || (anchorId !== undefined && row.anchorId !== anchorId)) continue;
      broadcast.touch(row.id);
      await announce(row.id);
    }
  }

  return [
    signedInRoute(ports, 'PUT /cohorts/:cohortId/speech-policy', async ({ person }, input) => {
      const { cohortId, figures, language } = input;
      await enterCohort(person, cohortId, 'cohort:manage');
      await store.cohorts.setSpeechPolicy(cohortId, { figures, language });
      await tell(cohortId);
      return { figures, language };
    }),

    signedInRoute(ports, 'PUT /cohorts/:cohortId/speech-consent', async ({ person }, { cohortId, given }) => {
      await enterCohort(person, cohortId, 'cohort:view');
      await store.speech.answer(cohortId, person.id, given, clock.nowMs());
      await tell(cohortId, person.id);
      return null;
    }),

    signedInRoute(
      ports,
      'PUT /sessions/:sessionId/speech-share',
      async ({ person }, { sessionId, share }) => {
        const { row, actor } = await enterSession(store, person, sessionId, 'speech:share');
        await store.sessions.update(sessionId, { speechShare: share });
        broadcast.touch(sessionId);
        if (isOnAir(row.state) || row.state === 'lobby') await announce(sessionId);
        return { ...presentSpeech(row, actor), share };
      },
    ),

    signedInRoute(ports, 'GET /sessions/:sessionId/speech', async ({ person }, { sessionId }) => {
      const { row } = await enterSession(store, person, sessionId, 'speech:read');
      const entries = await store.speech.readingsIn(sessionId);
      const readings = entries.flatMap((entry) => (entry.kind === 'speech.measured' ? entry.readings : []));
      readings.sort((a, b) => a.atMs - b.atMs);
      // Two pages of one anchor tell the same second twice.
      let lastMs = Number.NEGATIVE_INFINITY;
      const seconds = readings.filter(({ atMs }) => {
        if (atMs - lastMs < SAME_SECOND_MS) return false;
        lastMs = atMs;
        return true;
      });
      const recorded = seconds.length === 0 && isOver(row.state) && row.recordedMs !== null;
      if (!recorded) return { readings: seconds, recording: 'none' };
      // Whoever asks first makes the media plane listen to the recording.
      const { file } = await media.request('recording:findSpeech', { recordingId: sessionId });
      return { readings: seconds, recording: file ? 'measured' : 'measuring' };
    }),
  ];
}
