import { useEffect } from 'react';
import type { LiveRoom } from '../../state/live/live-room.ts';
import { ModerationDesk } from '../../state/live/moderation-desk.ts';
import { useRoom } from '../live/room-context.tsx';

const desks = new WeakMap<LiveRoom, ModerationDesk>();

/** The desk of this room. What it knows is in the room's view. */
export function useModeration(): ModerationDesk {
  const room = useRoom();
  let desk = desks.get(room);
  if (!desk) {
    desk = new ModerationDesk(room.session);
    desks.set(room, desk);
  }
  return desk;
}

/** Stands above everything that waits for the session, so that no news between joining and drawing is missed. */
export function ModerationNews(): null {
  const desk = useModeration();
  useEffect(() => desk.follow(), [desk]);
  return null;
}
