import { TRANSCRIPT_MAX_CHARS, TRANSCRIPT_MAX_MS, TRANSCRIPT_PARTIAL_EVERY_MS } from '../limits.ts';
import type { HeardSegment } from '../schemas/transcript.ts';

/** The first words are believed this long after they were begun, as far as a recogniser that does not say so goes. */
const FIRST_WORDS_LAG_MS = 400;
const ENDS = /[。！？!?；;，,、\s]/u;

interface Ports {
  newId(): string;
  tell(segment: HeardSegment): void;
}

interface Running {
  id: string;
  fromMs: number;
  text: string;
  toldAtMs: number;
  told: string;
}

/**
 * Makes sentences with times out of what a recogniser believes from moment to moment. What is believed so far is
 * told now and then, what was said in the end always, in pieces that fit on the wire.
 */
export class TranscriptSegmenter {
  readonly #ports: Ports;
  #running: Running | null = null;
  /** Two sentences do not overlap. */
  #untilMs = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** So far the sentence seems to be `text`. */
  believe(text: string, nowMs: number): void {
    const words = tidy(text);
    if (words === '') return;
    const running = this.#begin(nowMs);
    running.text = words;
    if (nowMs - running.fromMs > TRANSCRIPT_MAX_MS) {
      this.finish(words, nowMs);
      return;
    }
    if (running.told === words || nowMs - running.toldAtMs < TRANSCRIPT_PARTIAL_EVERY_MS) return;
    running.told = words;
    running.toldAtMs = nowMs;
    this.#ports.tell({
      ...{ id: running.id, fromMs: running.fromMs, untilMs: nowMs, final: false },
      text: lastPiece(words),
    });
  }

  /** The sentence is over and was `text`; without words it was none. */
  finish(text: string, nowMs: number): void {
    const words = tidy(text);
    const running = words === '' ? this.#running : this.#begin(nowMs);
    this.#running = null;
    if (!running || words === '') return;
    const fromMs = Math.max(running.fromMs, nowMs - TRANSCRIPT_MAX_MS);
    const pieces = piecesOf(words);
    const total = words.length;
    let done = 0;
    pieces.forEach((piece, index) => {
      const at = (share: number) => Math.round(fromMs + (nowMs - fromMs) * share);
      const from = at(done / total);
      done += piece.length;
      const until = index === pieces.length - 1 ? nowMs : at(done / total);
      const id = index === 0 ? running.id : this.#ports.newId();
      this.#ports.tell({ id, fromMs: from, untilMs: until, text: piece.trim(), final: true });
    });
    this.#untilMs = nowMs;
  }

  /** The recogniser ended by itself: what it believed is all there will be of the sentence. */
  flush(nowMs: number): void {
    if (this.#running) this.finish(this.#running.text, nowMs);
  }

  #begin(nowMs: number): Running {
    this.#running ??= {
      id: this.#ports.newId(),
      fromMs: Math.min(nowMs, Math.max(this.#untilMs, nowMs - FIRST_WORDS_LAG_MS)),
      ...{ text: '', told: '', toldAtMs: Number.NEGATIVE_INFINITY },
    };
    return this.#running;
  }
}

const tidy = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** No longer than fits; cut behind a mark or a space where there is one in the second half. */
function piecesOf(words: string): string[] {
  const pieces: string[] = [];
  let rest = Array.from(words);
  while (rest.length > TRANSCRIPT_MAX_CHARS) {
    const at = rest.slice(0, TRANSCRIPT_MAX_CHARS).findLastIndex((char) => ENDS.test(char));
    const length = at >= TRANSCRIPT_MAX_CHARS / 2 ? at + 1 : TRANSCRIPT_MAX_CHARS;
    pieces.push(rest.slice(0, length).join(''));
    rest = rest.slice(length);
  }
  if (rest.join('').trim() !== '') pieces.push(rest.join(''));
  return pieces;
}

const lastPiece = (words: string) => Array.from(words).slice(-TRANSCRIPT_MAX_CHARS).join('').trim();
