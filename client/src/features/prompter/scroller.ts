import { createStore, type StoreApi } from 'zustand/vanilla';
import { PrompterMotion, pageStart } from './prompter-motion.ts';
import { samePlace } from './same-place.ts';
import { offsetAt, topOf } from './text-places.ts';

export interface ScrollView {
  playing: boolean;
  /** How much of the text is read, 0 to 1. */
  share: number;
}

/** The line that is being read stands here, as a share of the height. */
const READ_LINE = 0.36;
/** How much of a page is new when it is turned. */
const PAGE = 0.6;
const NOTE_EVERY_MS = 200;
/** Longer than this no frame takes: the machine slept, and nobody read on. */
const LONGEST_FRAME_MS = 500;

/**
 * Moves a text through its window. Keeps the place of the reader by the words that stand there, not by pixels: a
 * text that others edit, a larger size or a narrower line do not move it.
 */
export class Scroller {
  readonly store: StoreApi<ScrollView> = createStore<ScrollView>(() => ({ playing: false, share: 0 }));
  readonly #window: HTMLElement;
  readonly #text: HTMLElement;
  readonly #lessMotion: MediaQueryList;
  readonly #motion = new PrompterMotion();
  readonly #resized: ResizeObserver;
  #positionPx = 0;
  #held = { offset: 0, belowPx: 0 };
  #readingMs = 0;
  #frame = 0;
  #lastMs: number | null = null;
  #notedMs = 0;

  constructor(window: HTMLElement, text: HTMLElement) {
    this.#window = window;
    this.#text = text;
    this.#lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
    this.#resized = new ResizeObserver(() => this.#restore());
    this.#resized.observe(window);
    this.#resized.observe(text);
    document.addEventListener('visibilitychange', this.#watch);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    document.removeEventListener('visibilitychange', this.#watch);
  }

  /** Another text, from its beginning. */
  begin(words: string): void {
    this.#text.textContent = words;
    this.#positionPx = 0;
    this.#held = { offset: 0, belowPx: 0 };
    this.#draw();
  }

  /** The same text as edited meanwhile: the reader stays at their words. */
  edit(words: string): void {
    const before = this.#text.textContent ?? '';
    if (before === words) return;
    this.#hold();
    this.#text.textContent = words;
    this.#held.offset = samePlace(before, words, this.#held.offset);
    this.#restore();
  }

  /** Runs what changes the layout of the text. */
  lay(change: (text: HTMLElement) => void): void {
    this.#hold();
    change(this.#text);
    this.#restore();
  }

  /** How long the whole text is to take. */
  set readingMs(ms: number) {
    this.#readingMs = ms;
  }

  play(playing: boolean): void {
    if (playing && this.#share() >= 1) this.#positionPx = 0;
    this.store.setState({ playing });
    if (!playing) this.#hold();
    this.#lastMs = null;
    this.#run();
  }

  nudge(byPx: number): void {
    this.#positionPx = this.#within(this.#positionPx + byPx);
    this.#hold();
    this.#draw();
  }

  turnPage(by: 1 | -1): void {
    this.nudge(by * this.#pagePx());
  }

  /** Nobody reads a page that is not shown: it waits where it is. */
  readonly #watch = () => {
    this.#lastMs = null;
    if (document.hidden) {
      cancelAnimationFrame(this.#frame);
      this.#motion.stop();
      this.#hold();
    } else this.#run();
  };

  #run(): void {
    cancelAnimationFrame(this.#frame);
    if (!document.hidden) this.#frame = requestAnimationFrame(this.#step);
  }

  readonly #step = (nowMs: number) => {
    const byMs = Math.min(nowMs - (this.#lastMs ?? nowMs), LONGEST_FRAME_MS);
    this.#lastMs = nowMs;
    const { playing } = this.store.getState();
    const heightPx = this.#text.offsetHeight;
    const wanted = playing && this.#readingMs > 0 ? (heightPx / this.#readingMs) * 1_000 : 0;
    this.#positionPx = this.#within(this.#positionPx + this.#motion.advance(byMs, wanted));
    if (nowMs - this.#notedMs > NOTE_EVERY_MS) {
      this.#notedMs = nowMs;
      this.#hold();
    }
    this.#draw();
    if (playing && this.#share() >= 1) {
      this.#motion.stop();
      this.store.setState({ playing: false });
    }
    if (this.store.getState().playing || !this.#motion.still) this.#run();
  };

  #within(px: number): number {
    return Math.min(Math.max(px, 0), this.#text.offsetHeight);
  }

  #share(): number {
    const heightPx = this.#text.offsetHeight;
    return heightPx > 0 ? Math.min(1, this.#positionPx / heightPx) : 0;
  }

  #pagePx(): number {
    return Math.max(1, this.#window.clientHeight * PAGE);
  }

  #draw(): void {
    const shownPx = this.#lessMotion.matches ? pageStart(this.#positionPx, this.#pagePx()) : this.#positionPx;
    const topPx = this.#window.clientHeight * READ_LINE - shownPx;
    this.#text.style.translate = `0 ${topPx.toFixed(2)}px`;
    const share = this.#share();
    if (Math.abs(share - this.store.getState().share) > 0.002 || share === 1 || share === 0)
      this.store.setState({ share });
  }

  #hold(): void {
    const offset = offsetAt(this.#text, this.#positionPx);
    this.#held = { offset, belowPx: this.#positionPx - topOf(this.#text, offset) };
  }

  #restore(): void {
    this.#positionPx = this.#within(topOf(this.#text, this.#held.offset) + this.#held.belowPx);
    this.#draw();
  }
}
