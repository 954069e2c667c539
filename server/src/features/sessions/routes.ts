import type { Actor } from '@caipai/shared/domain/permissions';
import { mayInCohort, mayInSession } from '@caipai/shared/domain/permissions';
import { asLive } from '@caipai/shared/domain/rundown';
import { initialPhase } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { crewJobs } from '@caipai/shared/schemas/crew';
import type { Mark, RubricContent } from '@caipai/shared/schemas/rubric';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import type { Context } from '../../context.ts';
import { type Route, signedInRoute } from '../../http/define-route.ts';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import { standingMarks } from '../marks/marks.ts';
import type { RecordingStatuses } from '../media/recording-status.ts';
import type { Rundowns } from '../rundown/rundowns.ts';
import { enterSession } from './access.ts';
import { changeCrew, checkCrew } from './crew.ts';
import type { Lifecycle } from './lifecycle.ts';
import { factsOf, presentDetail, presentSummary } from './present.ts';

/** The list shows the newest; older ones come with filters in the address, later. */
const LIST_LIMIT = 200;

export function sessionRoutes(
  ports: Context & { lifecycle: Lifecycle; recordings: RecordingStatuses; rundowns: Rundowns },
): Route[] {
  const { store, clock, newId, broadcast, lifecycle, recordings, media, rundowns } = ports;

  async function marksOf(sessionIds: readonly string[]): Promise<Map<string, Mark[]>> {
    const entries = await store.ledger.readMarks(sessionIds);
    const people = await store.people.names(entries.flatMap((each) => each.actorId ?? []));
    const bySession = Map.groupBy(entries, (each) => each.sessionId);
    return new Map(
      [...bySession].map(([sessionId, list]) => [
        sessionId,
        standingMarks(list, (userId) => people.get(userId)?.name ?? ''),
      ]),
    );
  }

  async function detail(row: SessionRow, actor: Actor): Promise<SessionDetail> {
    const [products, marks] = await Promise.all([store.cohorts.productsOf(row.cohortId), marksOf([row.id])]);
    return presentDetail(row, actor, {
      marks: marks.get(row.id) ?? [],
      products,
      recording: recordings.get(row.id),
    });
  }

  async function rubricOf(cohortId: string, rubricId: string): Promise<RubricContent> {
    const found = (await store.cohorts.rubricsOf(cohortId)).find((rubric) => rubric.id === rubricId);
    if (!found) throw new StudioError('rubric.notFound');
    return { title: found.title, criteria: found.criteria };
  }

  return [
    signedInRoute(ports, 'GET /sessions', async ({ person }, { cohortId }) => {
      const cohorts = await store.people.cohortsOf(person);
      const wanted = cohortId ? cohorts.filter((cohort) => cohort.id === cohortId) : cohorts;
      const rows = await store.sessions.listIn(
        wanted.map((cohort) => cohort.id),
        LIST_LIMIT,
      );
      const marks = await marksOf(rows.filter((row) => row.startedAtMs !== null).map((row) => row.id));
      return rows.map((row) => {
        const cohortRole = cohorts.find((cohort) => cohort.id === row.cohortId)?.role ?? null;
        const actor = { userId: person.id, systemRole: person.role, cohortRole };
        return presentSummary(row, actor, marks.get(row.id) ?? []);
      });
    }),

    signedInRoute(ports, 'POST /sessions', async ({ person }, input) => {
      const cohortRole = await store.people.roleIn(input.cohortId, person.id);
      const verdict = mayInCohort(
        { userId: person.id, systemRole: person.role, cohortRole },
        'session:create',
      );
      if (!verdict.allowed) throw new StudioError(verdict.code);
      await checkCrew(ports, input.cohortId, person.id, input.crew);
      const id = newId();
      await store.sessions.create({
        id,
        cohortId: input.cohortId,
        anchorId: person.id,
        title: input.title,
        orientation: input.orientation,
        rubricId: input.rubricId,
        rubricContent: await rubricOf(input.cohortId, input.rubricId),
        rundown: asLive(input.rundown),
        ...initialPhase,
        createdAtMs: clock.nowMs(),
      });
      await store.sessions.setCrew(
        id,
        crewJobs.flatMap((job) => {
          const userId = input.crew[job];
          return userId ? [{ job, userId }] : [];
        }),
      );
      if (input.scheduledAtMs !== null) {
        await lifecycle.apply(id, {
          type: 'schedule',
          atMs: clock.nowMs(),
          scheduledAtMs: input.scheduledAtMs,
        });
      }
      const { row, actor } = await enterSession(store, person, id, 'session:view');
      return detail(row, actor);
    }),

    signedInRoute(ports, 'GET /sessions/:sessionId', async ({ person }, { sessionId }) => {
      const { row, actor } = await enterSession(store, person, sessionId, 'session:view');
      return detail(row, actor);
    }),

    signedInRoute(
      ports,
      'PATCH /sessions/:sessionId',
      async ({ person }, { sessionId, scheduledAtMs, crew, rundown, rundownRevision, ...change }) => {
        const { row, actor } = await enterSession(store, person, sessionId, 'session:edit');
        if (change.rubricId !== undefined && change.rubricId !== row.rubricId && row.startedAtMs !== null) {
          throw new StudioError('session.wrongState', 'the rubric of a session that began');
        }
        // First of all: it may be refused because others have edited it meanwhile.
        if (rundown !== undefined) await rundowns.replace(sessionId, rundownRevision, rundown);
        await store.sessions.update(sessionId, {
          ...change,
          ...(change.rubricId === undefined
            ? {}
            : { rubricContent: await rubricOf(row.cohortId, change.rubricId) }),
        });
        if (scheduledAtMs !== undefined && scheduledAtMs !== row.scheduledAtMs) {
          await lifecycle.apply(sessionId, { type: 'schedule', atMs: clock.nowMs(), scheduledAtMs });
        }
        broadcast.touch(sessionId);
        if (crew !== undefined) {
          try {
            await changeCrew(ports, row, actor, crew);
          } finally {
            // Who was chosen is stored, also when the media plane could not be told.
            await lifecycle.announce(sessionId);
          }
        }
        const after = await enterSession(store, person, sessionId, 'session:view');
        return detail(after.row, after.actor);
      },
    ),

    signedInRoute(ports, 'DELETE /sessions/:sessionId', async ({ person }, { sessionId }) => {
      await enterSession(store, person, sessionId, 'session:delete');
      await lifecycle.closeRoom(sessionId);
      await media.request('recording:delete', { recordingId: sessionId });
      await store.sessions.remove(sessionId);
      broadcast.touch(sessionId);
      return null;
    }),

    signedInRoute(ports, 'GET /sessions/:sessionId/score', async ({ person }, { sessionId }) => {
      const { row, actor } = await enterSession(store, person, sessionId, 'session:view');
      const may = (action: 'mark:readAll' | 'score:readReleased') =>
        mayInSession(actor, factsOf(row), action).allowed;
      const all = (await marksOf([sessionId])).get(sessionId) ?? [];
      const marks =
        may('mark:readAll') || may('score:readReleased')
          ? all
          : all.filter((mark) => mark.rater.id === person.id);
      return { rubric: row.rubricContent, releasedAtMs: row.scoreReleasedAtMs, marks };
    }),
  ];
}
