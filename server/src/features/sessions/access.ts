import { type Actor, mayInSession, type SessionAction } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import type { Store } from '../../store/store.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import { factsOf } from './present.ts';

/** The session and who asks, for HTTP routes; throws what the policy says. */
export async function enterSession(
  store: Store,
  person: SignedIn,
  sessionId: string,
  action: SessionAction,
): Promise<{ row: SessionRow; actor: Actor }> {
  const row = await store.sessions.find(sessionId);
  if (!row) throw new StudioError('session.notFound');
  const cohortRole = await store.people.roleIn(row.cohortId, person.id);
  const actor: Actor = { userId: person.id, systemRole: person.role, cohortRole };
  const verdict = mayInSession(actor, factsOf(row), action);
  if (!verdict.allowed) throw new StudioError(verdict.code, action);
  return { row, actor };
}
