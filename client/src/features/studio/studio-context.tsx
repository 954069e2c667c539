import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useRoom } from '../live/room-context.tsx';
import { StudioDirector, type StudioView } from './studio-director.ts';

const DirectorContext = createContext<StudioDirector | null>(null);

export function StudioProvider({ children }: { children: ReactNode }) {
  const room = useRoom();
  const [director, setDirector] = useState<StudioDirector | null>(null);
  useEffect(() => {
    const next = new StudioDirector(room);
    next.start();
    setDirector(next);
    return () => next.close();
  }, [room]);
  return director && <DirectorContext value={director}>{children}</DirectorContext>;
}

export function useDirector(): StudioDirector {
  const director = use(DirectorContext);
  if (!director) throw new Error('outside of a StudioProvider');
  return director;
}

export function useStudio<T>(select: (view: StudioView) => T): T {
  return useStore(useDirector().store, select);
}
