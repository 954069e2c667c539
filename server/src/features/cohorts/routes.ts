import { type CohortAction, mayInCohort } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Context } from '../../context.ts';
import { publicRoute, type Route, signedInRoute } from '../../http/define-route.ts';
import type { CohortRow } from '../../store/repositories/cohorts.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import { defaultRubric } from './default-rubric.ts';
import type { Invitations } from './invitations.ts';

export function cohortRoutes(ports: Context & { invitations: Invitations }): Route[] {
  const { store, clock, newId, invitations, broadcast } = ports;

  async function enter(person: SignedIn, cohortId: string, action: CohortAction): Promise<CohortRow> {
    const cohort = await store.cohorts.find(cohortId);
    if (!cohort) throw new StudioError('cohort.notFound');
    const cohortRole = await store.people.roleIn(cohortId, person.id);
    const verdict = mayInCohort({ userId: person.id, systemRole: person.role, cohortRole }, action);
    if (!verdict.allowed) throw new StudioError(verdict.code, action);
    return cohort;
  }

  return [
    signedInRoute(ports, 'POST /cohorts', async ({ person }, input) => {
      const teaches = (await store.people.cohortsOf(person)).some((cohort) => cohort.role === 'instructor');
      if (person.role !== 'admin' && !teaches)
        throw new StudioError('auth.forbidden', 'only staff open cohorts');
      const id = newId();
      const nowMs = clock.nowMs();
      await store.cohorts.create({ id, name: input.name, createdAtMs: nowMs });
      await store.cohorts.addMember({
        cohortId: id,
        userId: person.id,
        role: 'instructor',
        joinedAtMs: nowMs,
      });
      await store.cohorts.createRubric({ id: newId(), cohortId: id, ...defaultRubric, createdAtMs: nowMs });
      return { id, name: input.name, role: 'instructor', memberCount: 1 };
    }),

    signedInRoute(ports, 'GET /cohorts/:cohortId', async ({ person }, { cohortId }) => {
      const cohort = await enter(person, cohortId, 'cohort:view');
      const [role, members, rubrics, products] = await Promise.all([
        store.people.roleIn(cohortId, person.id),
        store.people.membersOf(cohortId),
        store.cohorts.rubricsOf(cohortId),
        store.cohorts.productsOf(cohortId),
      ]);
      const manages = mayInCohort(
        { userId: person.id, systemRole: person.role, cohortRole: role },
        'cohort:manage',
      ).allowed;
      return {
        id: cohort.id,
        name: cohort.name,
        role,
        memberCount: members.length,
        members,
        rubrics,
        products,
        blockWords: manages ? cohort.blockWords : [],
        cuePalette: cohort.cuePalette,
        speech: cohort.speech,
      };
    }),

    signedInRoute(ports, 'POST /cohorts/:cohortId/invitations', async ({ person }, input) => {
      await enter(person, input.cohortId, 'cohort:manage');
      return invitations.create({ ...input, invitedBy: person.id });
    }),

    signedInRoute(ports, 'PUT /cohorts/:cohortId/block-words', async ({ person }, { cohortId, words }) => {
      await enter(person, cohortId, 'cohort:manage');
      const unique = [...new Set(words.map((word) => word.toLowerCase()))];
      await store.cohorts.setBlockWords(cohortId, unique);
      for (const row of await store.sessions.listInStates(['lobby', 'live', 'interrupted'])) {
        if (row.cohortId === cohortId) broadcast.touch(row.id);
      }
      return { words: unique };
    }),

    signedInRoute(ports, 'PUT /cohorts/:cohortId/cue-palette', async ({ person }, { cohortId, keys }) => {
      await enter(person, cohortId, 'cohort:manage');
      await store.cohorts.setCuePalette(cohortId, keys);
      return { keys };
    }),

    signedInRoute(
      ports,
      'POST /cohorts/:cohortId/rubrics',
      async ({ person }, { cohortId, title, criteria }) => {
        await enter(person, cohortId, 'cohort:manage');
        const id = newId();
        await store.cohorts.createRubric({ id, cohortId, title, criteria, createdAtMs: clock.nowMs() });
        return { id, version: 1, title, criteria };
      },
    ),

    publicRoute(ports, 'GET /invitations/:token', async (_scope, { token }) => {
      const invitation = await invitations.get(token);
      const cohort = await store.cohorts.find(invitation.cohortId);
      const people = await store.people.names([invitation.invitedBy]);
      return {
        cohortName: cohort?.name ?? '',
        role: invitation.role,
        invitedBy: people.get(invitation.invitedBy)?.name ?? '',
        expiresAtMs: invitation.expiresAtMs,
      };
    }),

    signedInRoute(ports, 'POST /invitations/:token/accept', async ({ person }, { token }) => {
      const invitation = await invitations.get(token);
      await invitations.accept(invitation, person.id);
      const joined = (await store.people.cohortsOf(person)).find(
        (cohort) => cohort.id === invitation.cohortId,
      );
      if (!joined) throw new StudioError('cohort.notFound');
      return joined;
    }),
  ];
}
