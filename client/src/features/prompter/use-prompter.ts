import { readingOf } from '@caipai/shared/domain/reading-time';
import type { LiveSegment } from '@caipai/shared/domain/rundown';
import { isOnAir } from '@caipai/shared/domain/session-machine';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useAccess, useLiveView, useSession } from '../live/room-context.tsx';
import { useSegments, useStartSegment } from '../rundown/use-rundown.ts';
import type { PrompterSettings } from './prompter-settings.ts';
import { Scroller } from './scroller.ts';

/**
 * The segment whose script is read: on air the running one, for everybody; before, whichever the reader turns to.
 */
export function usePromptedSegment() {
  const { state } = useSession();
  const { startSegment } = useAccess();
  const segments = useSegments();
  const runningId = useLiveView((view) => view.rundown?.running?.segmentId);
  const [localId, setLocalId] = useState<string | null>(null);
  const { start } = useStartSegment();
  const onAir = isOnAir(state);
  const wantedId = onAir ? runningId : localId;
  const index = Math.max(
    0,
    segments.findIndex(({ id }) => id === wantedId),
  );
  const segment: LiveSegment | null = segments[index] ?? null;
  const turnTo = (id: string | undefined) => {
    if (!id) return;
    if (!onAir) setLocalId(id);
    else if (startSegment) void start(id);
  };
  return { segments, segment, index, turnTo, mayTurn: !onAir || startSegment };
}

/** The scroller over the elements drawn, fed with the script, its pace and its looks. */
export function useScroller(
  segment: LiveSegment | null,
  settings: PrompterSettings,
): {
  place: RefObject<HTMLDivElement | null>;
  text: RefObject<HTMLDivElement | null>;
  scroller: Scroller | null;
  readingMs: number;
} {
  const place = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [scroller, setScroller] = useState<Scroller | null>(null);
  const shownId = useRef<string | null>(null);
  const script = segment?.script ?? '';
  const readingMs = useMemo(() => readingOf(script).ms, [script]) / settings.pace;

  useEffect(() => {
    if (!place.current || !text.current) return;
    const made = new Scroller(place.current, text.current);
    shownId.current = null;
    setScroller(made);
    return () => made.close();
  }, []);

  const { sizePx, width, mirrored } = settings;
  useEffect(() => {
    scroller?.lay((element) => {
      element.style.fontSize = `${sizePx}px`;
      element.style.width = `${width * 100}%`;
      element.style.scale = mirrored ? '-1 1' : '';
    });
  }, [scroller, sizePx, width, mirrored]);

  const id = segment?.id ?? null;
  useEffect(() => {
    if (!scroller) return;
    if (id === shownId.current) scroller.edit(script);
    else scroller.begin(script);
    shownId.current = id;
  }, [scroller, id, script]);

  useEffect(() => {
    if (scroller) scroller.readingMs = readingMs;
  }, [scroller, readingMs]);

  return { place, text, scroller, readingMs };
}
