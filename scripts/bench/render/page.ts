/// <reference lib="dom" />
/// <reference path="../../../client/src/features/live/danmaku/engine.d.ts" />
import CanvasEngine from 'danmaku/dist/esm/danmaku.canvas.js';
import DomEngine from 'danmaku/dist/esm/danmaku.dom.js';
import { drawSprite, measure } from '../../../client/src/features/live/danmaku/sprite.ts';

// The page of the render suite: keeps so many comments on the screen and notes when each frame came.

/** As far as this page needs it: both builds of the library are typed as one for bundlers only. */
type EngineClass = new (options: object) => { emit(comment: object): void; destroy(): void };

const CROSSING_S = 8;
const FONT_PX = 22;
const said = ['好看！', '想要这个', '多少钱', '666', '包邮吗', '蓝色好看', '已下单', '加油呀'];

export interface Flight {
  engine: 'canvas' | 'dom';
  onScreen: number;
  warmUpMs: number;
  measuredMs: number;
}
export interface Flown {
  intervalsMs: number[];
  /** The fewest that were in the air at any frame that was measured. */
  fewest: number;
}

declare global {
  interface Window {
    fly(flight: Flight): Promise<Flown>;
  }
}

function style(element: HTMLElement): void {
  element.style.cssText += `font: 600 ${FONT_PX}px sans-serif; color: #fff; text-shadow: 0 0 3px #000; white-space: nowrap; padding: 0 10px`;
}

window.fly = async ({ engine: kind, onScreen, warmUpMs, measuredMs }) => {
  const stage = document.createElement('div');
  stage.style.cssText = 'position: fixed; inset: 0; overflow: hidden; background: #333';
  document.body.replaceChildren(stage);
  const speed = stage.offsetWidth / CROSSING_S;
  const Engine = (kind === 'canvas' ? CanvasEngine : DomEngine) as unknown as EngineClass;
  const engine = new Engine({ container: stage, engine: kind, speed });
  const landsAtMs: number[] = [];
  let given = 0;
  const emit = (nowMs: number) => {
    const text = said[given % said.length] ?? '';
    given += 1;
    if (kind === 'canvas')
      engine.emit({ text, render: () => drawSprite(text, { fontPx: FONT_PX, boxed: false, job: 'peer' }) });
    else
      engine.emit({
        text,
        render() {
          const line = document.createElement('div');
          line.textContent = text;
          style(line);
          return line;
        },
      });
    landsAtMs.push(nowMs + ((stage.offsetWidth + measure(text, FONT_PX)) / speed) * 1_000);
  };

  const fromMs = performance.now();
  const intervalsMs: number[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  let lastMs = fromMs;
  await new Promise<void>((resolve) => {
    const frame = (nowMs: number) => {
      while ((landsAtMs[0] ?? Number.POSITIVE_INFINITY) <= nowMs) landsAtMs.shift();
      // Spread over the crossing at first, and afterwards one for each that has landed.
      const wanted = Math.min(onScreen, (onScreen * (nowMs - fromMs)) / (CROSSING_S * 1_000));
      while (landsAtMs.length < wanted) emit(nowMs);
      if (nowMs - fromMs > warmUpMs) {
        intervalsMs.push(nowMs - lastMs);
        fewest = Math.min(fewest, landsAtMs.length);
      }
      lastMs = nowMs;
      if (nowMs - fromMs > warmUpMs + measuredMs) resolve();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  engine.destroy();
  return { intervalsMs: intervalsMs.slice(1), fewest };
};
