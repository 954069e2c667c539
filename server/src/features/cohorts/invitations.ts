import { createHash, randomBytes } from 'node:crypto';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { CohortRole, Invitation } from '@caipai/shared/schemas/account';
import type { Context } from '../../context.ts';
import type { InvitationRow } from '../../store/repositories/cohorts.ts';

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Invitation links: whoever holds one may join its cohort until it expires. */
export function createInvitations(ports: Pick<Context, 'store' | 'clock' | 'newId'>) {
  const { store, clock, newId } = ports;
  return {
    async create(input: {
      cohortId: string;
      role: CohortRole;
      invitedBy: string;
      validForHours: number;
    }): Promise<Invitation> {
      const token = randomBytes(18).toString('base64url');
      const row = {
        id: newId(),
        cohortId: input.cohortId,
        role: input.role,
        invitedBy: input.invitedBy,
        expiresAtMs: clock.nowMs() + input.validForHours * 3_600_000,
      };
      await store.cohorts.createInvitation({ ...row, tokenHash: hashOf(token), createdAtMs: clock.nowMs() });
      return {
        id: row.id,
        cohortId: row.cohortId,
        role: row.role,
        path: `/join/${token}`,
        expiresAtMs: row.expiresAtMs,
      };
    },

    /** Throws `invitation.notFound` or `invitation.expired`. */
    async get(token: string): Promise<InvitationRow> {
      const found = await store.cohorts.findInvitation(hashOf(token));
      if (!found) throw new StudioError('invitation.notFound');
      if (found.expiresAtMs <= clock.nowMs()) throw new StudioError('invitation.expired');
      return found;
    },

    async accept(invitation: InvitationRow, userId: string): Promise<void> {
      await store.cohorts.addMember({
        cohortId: invitation.cohortId,
        userId,
        role: invitation.role,
        joinedAtMs: clock.nowMs(),
      });
    },
  };
}
export type Invitations = ReturnType<typeof createInvitations>;
