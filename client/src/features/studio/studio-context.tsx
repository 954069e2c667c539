import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useRoom } from '../live/room-context.tsx';
import type { Findings } from '../preflight/findings.ts';
import type { Preflight } from '../preflight/preflight.ts';
import { StudioDirector, type StudioView } from './studio-director.ts';

const DirectorContext = createContext<StudioDirector | null>(null);
const PreflightContext = createContext<Preflight | null>(null);

export function StudioProvider({ children }: { children: ReactNode }) {
  const room = useRoom();
  const [director, setDirector] = useState<StudioDirector | null>(null);
  const [preflight, setPreflight] = useState<Preflight | null>(null);
  useEffect(() => {
    const next = new StudioDirector(room);
    next.start();
    setDirector(next);
    let checks: Preflight | null = null;
    let left = false;
    // What it finds is never what one waits for: it comes after the devices were asked for.
    void import('../preflight/preflight.ts').then(({ Preflight }) => {
      if (left) return;
      checks = new Preflight(next, room);
      setPreflight(checks);
    });
    return () => {
      left = true;
      checks?.close();
      setPreflight(null);
      next.close();
    };
  }, [room]);
  return (
    director && (
      <DirectorContext value={director}>
        <PreflightContext value={preflight}>{children}</PreflightContext>
      </DirectorContext>
    )
  );
}

/** Null until its code has come. */
export function usePreflight(): Preflight | null {
  return use(PreflightContext);
}

export function useDirector(): StudioDirector {
  const director = use(DirectorContext);
  if (!director) throw new Error('outside of a StudioProvider');
  return director;
}

export function useStudio<T>(select: (view: StudioView) => T): T {
  return useStore(useDirector().store, select);
}

export function useFindings<T>(select: (findings: Findings) => T): T {
  return useStore(useDirector().findings, select);
}
