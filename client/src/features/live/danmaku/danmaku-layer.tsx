import type { Danmaku } from '@caipai/shared/schemas/danmaku';
// The canvas engine: with 40 comments a second on two cores without a graphics card it kept 60 frames a
// second, DOM nodes fell to 53.
import Engine from 'danmaku/dist/esm/danmaku.canvas.js';
import { useEffect, useRef } from 'react';
import { useRoom } from '../room-context.tsx';
import styles from './danmaku-layer.module.css';
import { LaneGate } from './lane-gate.ts';
import type { DanmakuSettings } from './settings.ts';
import { drawSprite, laneHeightPx, measure } from './sprite.ts';

const CROSSING_MS = 8_000;
const RELEASE_EVERY_MS = 120;
/** The library redraws on every frame, also when nothing flies: without comments there is none. */
const REST_MS = 1_000;
/** Further than this the picture was wound, not played. */
const JUMP_MS = 2_000;
/** It also keeps every comment it was ever given; after so many it is replaced. */
const RENEW_AFTER = 20_000;

/** Comments flying over the picture. Drawn on a canvas, so the list beside it is what screen readers read. */
export function DanmakuLayer({ settings }: { settings: DanmakuSettings }) {
  const room = useRoom();
  const place = useRef<HTMLDivElement>(null);
  const { shown, density, fontPx, opacity } = settings;

  useEffect(() => {
    const container = place.current;
    if (!container || !shown) return;
    const stage = container;
    const laneHeight = laneHeightPx(fontPx);
    const geometry = () => ({
      stageWidthPx: stage.offsetWidth,
      // The library wraps a comment that does not fit wholly: one pixel stays free below the last lane.
      lanes: Math.max(1, Math.floor((stage.offsetHeight - 1) / laneHeight)),
      crossingMs: CROSSING_MS,
    });
    const speed = () => Math.max(1, stage.offsetWidth / (CROSSING_MS / 1_000));
    const gate = new LaneGate<{ danmaku: Danmaku; own: boolean }>(geometry(), density);
    let engine: Engine | null = null;
    let given = 0;
    let lastMs = 0;
    const dropEngine = () => {
      engine?.destroy();
      engine = null;
      given = 0;
    };

    const take = (danmaku: Danmaku, own: boolean) => {
      if (document.visibilityState === 'hidden') return;
      gate.offer({ danmaku, own }, measure(danmaku.text, fontPx), performance.now(), own);
      release();
    };
    const release = () => {
      const nowMs = performance.now();
      for (const { danmaku, own } of gate.release(nowMs)) {
        const style = { fontPx, boxed: own, job: danmaku.by.job };
        engine ??= new Engine({ container: stage, engine: 'canvas', speed: speed() });
        engine.emit({ text: danmaku.text, render: () => drawSprite(danmaku.text, style) });
        given += 1;
        lastMs = nowMs;
      }
      catchUp();
      if (engine && nowMs - lastMs > CROSSING_MS + REST_MS) dropEngine();
      // In a stream that never rests there is no quiet moment: what flies is lost, once in a long while.
      else if (given > RENEW_AFTER) dropEngine();
    };

    /** Where the picture is behind, comments come when the picture is where they were made. */
    let shownMs = room.pictureClock.nowMs();
    const catchUp = () => {
      const nowMs = room.pictureClock.nowMs();
      const fromMs = shownMs;
      shownMs = nowMs;
      if (!room.pictureClock.store.getState().behind || nowMs - fromMs > JUMP_MS) return;
      for (const line of room.session.view.danmaku)
        if (line.atMs > fromMs && line.atMs <= nowMs && line.by.id !== room.me.id)
          gate.offer(
            { danmaku: { ...line, seq: line.seq ?? 0 }, own: false },
            measure(line.text, fontPx),
            performance.now(),
            false,
          );
    };

    const stops = [
      room.session.on('danmakuArrived', (items) => {
        if (room.pictureClock.store.getState().behind) return;
        for (const item of items) take(item, item.by.id === room.me.id);
      }),
      room.danmaku.on('own', (own) => take(own, true)),
    ];
    const timer = setInterval(release, RELEASE_EVERY_MS);
    const resized = new ResizeObserver(() => {
      engine?.resize();
      engine?.clear();
      if (engine) engine.speed = speed();
      gate.configure(geometry(), density);
    });
    resized.observe(stage);
    return () => {
      for (const stop of stops) stop();
      clearInterval(timer);
      resized.disconnect();
      dropEngine();
    };
  }, [room, shown, density, fontPx]);

  return (
    <div ref={place} className={styles.layer} style={{ opacity }} aria-hidden data-testid="danmaku-layer" />
  );
}
