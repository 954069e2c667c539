import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { LiveRoom } from '../../state/live/live-room.ts';
import type { Store } from '../../state/live/outbox.ts';
import { RundownDesk, type RundownSheet } from '../../state/rundown/rundown-desk.ts';
import { useRoom } from '../live/room-context.tsx';

/** Made when somebody first writes: the audience's pages never load it. */
const desks = new WeakMap<LiveRoom, RundownDesk>();

const nowhere: Store = {
  getItem: () => null,
  setItem: () => {},
  removeItem: () => {},
  key: () => null,
  length: 0,
};

function storageOfBrowser(): Store {
  try {
    return window.localStorage;
  } catch {
    return nowhere;
  }
}

export function useRundownDesk(): RundownDesk {
  const room = useRoom();
  let desk = desks.get(room);
  if (!desk) {
    desk = new RundownDesk(room.session, room.me, storageOfBrowser());
    desks.set(room, desk);
  }
  return desk;
}

export function useSheet<T>(select: (sheet: RundownSheet) => T): T {
  return useStore(useRundownDesk().sheet, select);
}

/** While the page shows the desk it listens to the others. */
export function useOpenDesk(): RundownDesk {
  const desk = useRundownDesk();
  useEffect(() => desk.open(), [desk]);
  return desk;
}
