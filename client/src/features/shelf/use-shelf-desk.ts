import { useMemo } from 'react';
import { ShelfDesk } from '../../state/live/shelf-desk.ts';
import { useRoom } from '../live/room-context.tsx';

export function useShelfDesk(): ShelfDesk {
  const { session } = useRoom();
  return useMemo(() => new ShelfDesk(session), [session]);
}
