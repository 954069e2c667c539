import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { msAt as momentAt, type Plot, type TimelineWindow } from './timeline-window.ts';

interface Wishes {
  plot: Plot;
  view: TimelineWindow;
  zoomedOut: boolean;
  onSeek: (ms: number) => void;
  onHover: (ms: number | null) => void;
  onZoom: (factor: number, anchorMs: number) => void;
  onPan: (byMs: number) => void;
}

/**
 * One finger or the mouse scrubs, two fingers or the wheel zoom, a sideways wheel moves along. A wheel
 * that asks for more than the whole is left to the page.
 */
export function useTimelineGestures(box: RefObject<HTMLDivElement | null>, wishes: Wishes) {
  const latest = useRef(wishes);
  latest.current = wishes;
  const pointers = useRef(new Map<number, number>());
  const pinchPx = useRef(0);

  const msAt = (clientX: number): number => {
    const { view, plot } = latest.current;
    const rect = box.current?.getBoundingClientRect();
    return rect ? momentAt(plot, view, clientX - rect.left) : 0;
  };
  const readAt = useRef(msAt);
  readAt.current = msAt;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // React listens to wheels passively; zooming must keep the page from scrolling.
    const wheel = (event: WheelEvent) => {
      const { view, zoomedOut, onZoom, onPan } = latest.current;
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        if (zoomedOut) return;
        event.preventDefault();
        onPan(((view.toMs - view.fromMs) * event.deltaX) / element.clientWidth);
        return;
      }
      if (zoomedOut && event.deltaY > 0) return;
      event.preventDefault();
      onZoom(Math.exp(event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), readAt.current(event.clientX));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [box]);

  const spread = () => {
    const [first = 0, second = 0] = [...pointers.current.values()];
    return Math.abs(first - second);
  };
  const lift = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
  };
  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, event.clientX);
      if (pointers.current.size === 1) latest.current.onSeek(msAt(event.clientX));
      else pinchPx.current = spread();
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const held = pointers.current.has(event.pointerId);
      if (event.pointerType === 'mouse') latest.current.onHover(msAt(event.clientX));
      if (!held) return;
      pointers.current.set(event.pointerId, event.clientX);
      if (pointers.current.size === 1) return latest.current.onSeek(msAt(event.clientX));
      const nowPx = spread();
      if (pinchPx.current > 8 && nowPx > 8) {
        const [first = 0, second = 0] = [...pointers.current.values()];
        latest.current.onZoom(pinchPx.current / nowPx, msAt((first + second) / 2));
      }
      pinchPx.current = nowPx;
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onPointerLeave: () => latest.current.onHover(null),
  };
}
