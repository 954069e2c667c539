import { type Actor, mayInSession, type SessionAction } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { type CrewChange, type CrewJob, crewJobs } from '@caipai/shared/schemas/crew';
import type { Context } from '../../context.ts';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import { factsOf } from './present.ts';

type Ports = Pick<Context, 'store' | 'broadcast' | 'media' | 'ledger' | 'clock' | 'newId'>;

/** Throws when one of these people cannot work beside this anchor. */
export async function checkCrew(
  { store }: Pick<Context, 'store'>,
  cohortId: string,
  anchorId: string,
  change: CrewChange,
): Promise<void> {
  for (const userId of new Set(Object.values(change))) {
    if (userId === null) continue;
    const member = (await store.people.roleIn(cohortId, userId)) !== null;
    if (!member || userId === anchorId) throw new StudioError('crew.notEligible');
  }
}

/** Coaches, and who has another job, go on with what that allows. */
async function stillMay(
  store: Context['store'],
  row: SessionRow,
  userId: string,
  action: SessionAction,
): Promise<boolean> {
  const [person, cohortRole] = await Promise.all([
    store.people.find(userId),
    store.people.roleIn(row.cohortId, userId),
  ]);
  const actor: Actor = { userId, systemRole: person?.role ?? 'member', cohortRole };
  return mayInSession(actor, factsOf(row), action).allowed;
}

/** Takes off the air whoever is in the studio without belonging there; `left` have lost a job of the crew. */
async function clearStudio(
  { store, broadcast, media }: Ports,
  row: SessionRow,
  left: readonly string[],
): Promise<void> {
  const assistant = row.crew.find(({ job }) => job === 'assistantAnchor')?.userId;
  const staying = [row.anchorId, assistant];
  const { sockets } = await broadcast.socketsIn(row.id);
  const strangers = sockets.filter(
    ({ person, joined }) => joined[row.id]?.as === 'studio' && !staying.includes(person.id),
  );
  for (const userId of new Set([...left, ...strangers.map(({ person }) => person.id)])) {
    if (staying.includes(userId)) continue;
    broadcast.dismiss(row.id, userId, { hears: await stillMay(store, row, userId, 'talkback:hear') });
  }
  await Promise.all(strangers.map(({ peerId }) => media.request('peer:close', { roomId: row.id, peerId })));
}

/**
 * Gives jobs to others, or to nobody. Whoever had one acts in it no longer from that moment; who stood beside the
 * anchor is off the air at once. Asked for again it completes what failed half-way.
 */
export async function changeCrew(
  ports: Ports,
  row: SessionRow,
  actor: Actor,
  change: CrewChange,
): Promise<void> {
  const { store, broadcast, ledger, clock, newId } = ports;
  const holderOf = (job: CrewJob) => row.crew.find((each) => each.job === job)?.userId ?? null;
  const changed = crewJobs.flatMap((job) => {
    const userId = change[job];
    return userId === undefined || userId === holderOf(job) ? [] : [{ job, userId }];
  });
  if (changed.length > 0) {
    await checkCrew(ports, row.cohortId, row.anchorId, change);
    await store.sessions.setCrew(row.id, changed);
    broadcast.touch(row.id);
  }
  const after = (await store.sessions.find(row.id)) ?? row;
  const left = changed.flatMap(({ job }) => holderOf(job) ?? []);
  for (const userId of left)
    if (!(await stillMay(store, after, userId, 'danmaku:moderate'))) broadcast.stopModerating(row.id, userId);
  // The one must not wait for the other, nor be missing because of it.
  const done = await Promise.allSettled([
    clearStudio(ports, after, left),
    ...changed.map(({ job, userId }) =>
      ledger.append({
        sessionId: row.id,
        entryId: newId(),
        actorId: actor.userId,
        entry: { kind: 'crew.changed', atMs: clock.nowMs(), job, userId },
      }),
    ),
  ]);
  for (const each of done) if (each.status === 'rejected') throw each.reason;
}
