import { type Actor, mayInSession } from '@caipai/shared/domain/permissions';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Context } from '../../context.ts';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import { factsOf } from './present.ts';

type Ports = Pick<Context, 'store' | 'broadcast' | 'media' | 'ledger' | 'clock' | 'newId'>;

/** Throws when this person cannot stand beside this anchor. */
export async function checkAssistant(
  { store }: Pick<Context, 'store'>,
  cohortId: string,
  anchorId: string,
  assistantId: string | null,
): Promise<void> {
  if (assistantId === null) return;
  const member = (await store.people.roleIn(cohortId, assistantId)) !== null;
  if (!member || assistantId === anchorId) throw new StudioError('crew.notEligible');
}

/** A coach who stood beside the anchor goes on hearing talkback at their console. */
async function stillHears(store: Context['store'], row: SessionRow, userId: string): Promise<boolean> {
  const [person, cohortRole] = await Promise.all([
    store.people.find(userId),
    store.people.roleIn(row.cohortId, userId),
  ]);
  const actor: Actor = { userId, systemRole: person?.role ?? 'member', cohortRole };
  return mayInSession(actor, { ...factsOf(row), crew: [] }, 'talkback:hear').allowed;
}

/** Takes off the air whoever is in the studio without belonging there; `left` are known to have no place in it. */
async function clearStudio(
  { store, broadcast, media }: Ports,
  row: SessionRow,
  staying: readonly (string | null)[],
  left: readonly string[],
): Promise<void> {
  const { sockets } = await broadcast.socketsIn(row.id);
  const strangers = sockets.filter(
    ({ person, joined }) => joined[row.id]?.as === 'studio' && !staying.includes(person.id),
  );
  for (const userId of new Set([...left, ...strangers.map(({ person }) => person.id)]))
    broadcast.dismiss(row.id, userId, { hears: await stillHears(store, row, userId) });
  await Promise.all(strangers.map(({ peerId }) => media.request('peer:close', { roomId: row.id, peerId })));
}

/**
 * Gives the place beside the anchor to somebody else, or to nobody. Whoever had it is off the air at once and
 * hears nothing more of what is for the crew. Asked for again it completes what failed half-way.
 */
export async function changeAssistant(
  ports: Ports,
  row: SessionRow,
  actor: Actor,
  assistantId: string | null,
): Promise<void> {
  const { store, broadcast, ledger, clock, newId } = ports;
  const before = row.crew.find(({ job }) => job === 'assistantAnchor')?.userId ?? null;
  const staying = [row.anchorId, assistantId];
  if (before === assistantId) return clearStudio(ports, row, staying, []);
  await checkAssistant(ports, row.cohortId, row.anchorId, assistantId);
  await store.sessions.setCrew(row.id, 'assistantAnchor', assistantId);
  broadcast.touch(row.id);
  // The one must not wait for the other, nor be missing because of it.
  const done = await Promise.allSettled([
    clearStudio(ports, row, staying, before === null ? [] : [before]),
    ledger.append({
      sessionId: row.id,
      entryId: newId(),
      actorId: actor.userId,
      entry: { kind: 'crew.changed', atMs: clock.nowMs(), job: 'assistantAnchor', userId: assistantId },
    }),
  ]);
  for (const each of done) if (each.status === 'rejected') throw each.reason;
}
