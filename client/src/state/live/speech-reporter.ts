import { SPEECH_BATCH_SECONDS, SPEECH_LATEST_MS, SPEECH_MIN_INTERVAL_MS } from '@caipai/shared/limits';
import type { SpeechReading, SpeechSecond } from '@caipai/shared/schemas/speech';
import { newId } from '../../net/new-id.ts';
import type { LiveSession } from './live-session.ts';

/** The meter's own clock is exact; only when sound stood still does its beginning have to be found anew. */
const DRIFT_MS = 1_500;
const BATCHES_KEPT = SPEECH_LATEST_MS / (SPEECH_BATCH_SECONDS * 1_000);

interface Batch {
  id: string;
  readings: SpeechReading[];
}

/** Tells the server what the meter heard, ten seconds at a time. Exists only while its owner wants it told. */
export class SpeechReporter {
  readonly #session: LiveSession;
  readonly #stop: () => void;
  #beganAtMs: number | null = null;
  #readings: SpeechReading[] = [];
  #waiting: Batch[] = [];
  #sending = false;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: LiveSession) {
    this.#session = session;
    this.#stop = session.on('ready', () => void this.#send());
  }

  hear(second: SpeechSecond): void {
    const nowMs = this.#session.net.serverNow();
    const began = this.#beganAtMs;
    if (began === null || Math.abs(began + second.atMs - nowMs) > DRIFT_MS)
      this.#beganAtMs = nowMs - second.atMs;
    const atMs = Math.round((this.#beganAtMs ?? nowMs) + second.atMs);
    if (atMs <= (this.#readings.at(-1)?.atMs ?? 0)) return;
    this.#readings.push({ ...second, atMs });
    if (this.#readings.length >= SPEECH_BATCH_SECONDS) this.#seal();
  }

  /** With `tell` what was heard last goes out still. */
  close({ tell }: { tell: boolean }): void {
    this.#closed = true;
    if (tell) this.#seal();
    else this.#waiting = [];
    this.#stop();
  }

  #seal(): void {
    if (this.#readings.length === 0) return;
    this.#waiting = [...this.#waiting, { id: newId(), readings: this.#readings }].slice(-BATCHES_KEPT);
    this.#readings = [];
    void this.#send();
  }

  /** One after the other; what finds no network goes with the next. */
  async #send(): Promise<void> {
    const [batch] = this.#waiting;
    if (!batch || this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    const answer = await this.#session.ask('speech:report', batch);
    this.#sending = false;
    const code = answer.ok ? null : answer.error.code;
    if (code === 'speech.notConsented') return this.#refused();
    // Of a page that was left only the pace is worth another try: a session is not joined for it again.
    const passing =
      code !== null && (this.#closed ? /\.tooFast$/ : /^server\.|\.tooFast$|\.notJoined$/).test(code);
    if (!passing) this.#waiting = this.#waiting.filter(({ id }) => id !== batch.id);
    if (this.#waiting.length > 0)
      this.#timer = setTimeout(() => void this.#send(), SPEECH_MIN_INTERVAL_MS + 200);
  }

  /** Taken back at another page, or by the class: this one stops as well. */
  #refused(): void {
    this.#waiting = [];
    this.#session.update((view) =>
      view.session
        ? { ...view, session: { ...view.session, speech: { ...view.session.speech, consent: false } } }
        : view,
    );
  }
}
