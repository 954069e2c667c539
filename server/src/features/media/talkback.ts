import type { Person } from '@caipai/shared/schemas/common';
import type { Context } from '../../context.ts';
import type { Joined, SocketData, StudioSocket } from '../../realtime/socket-types.ts';

type Ports = Pick<Context, 'broadcast' | 'ledger' | 'clock' | 'newId'>;

/** Who holds the key to talk: told to those who hear it, and kept in the ledger for the review. */
export async function setTalking(
  { broadcast, ledger, clock, newId }: Ports,
  { socket, sessionId, joined }: { socket: StudioSocket; sessionId: string; joined: Joined },
  talking: boolean,
): Promise<void> {
  if (joined.talking === talking) return;
  joined.talking = talking;
  const { id, name } = socket.data.person;
  broadcast.toCrew(sessionId, 'talkback:changed', { sessionId, speaker: { id, name }, talking });
  await ledger.append({
    sessionId,
    entryId: newId(),
    actorId: id,
    entry: { kind: talking ? 'talkback.began' : 'talkback.ended', atMs: clock.nowMs() },
  });
}

export function talkingIn(sockets: readonly SocketData[], sessionId: string): Person[] {
  const speakers = sockets.filter(({ joined }) => joined[sessionId]?.talking);
  return speakers.map(({ person: { id, name } }) => ({ id, name }));
}
