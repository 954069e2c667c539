import { TranscriptSegmenter } from '@caipai/shared/domain/transcript-segmenter';
import type { SpeechLanguage } from '@caipai/shared/schemas/speech';
import type { HeardSegment } from '@caipai/shared/schemas/transcript';

/** As much of the browser's own recogniser as is used here. */
interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: ((event: { resultIndex: number; results: RecognitionResults }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  /** Newer browsers listen to the track they are given, older ones to their own choice of microphone. */
  start(track?: MediaStreamTrack): void;
  abort(): void;
}
type RecognitionResults = ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>;
type RecognitionClass = new () => Recognition;

/** What keeps the browser from writing down; `network` comes and goes. */
export type RecogniserTrouble = 'none' | 'denied' | 'network' | 'language';

const tags: Record<SpeechLanguage, string> = { zh: 'zh-CN', en: 'en-US' };
/** An engine ends by itself after a while, or when nobody speaks; one that ends at once is not asked all the time. */
const RESTART_MS = 250;
const RESTART_MAX_MS = 8_000;
const LASTED_MS = 3_000;

function recognitionClass(): RecognitionClass | null {
  const own = window as { SpeechRecognition?: RecognitionClass; webkitSpeechRecognition?: RecognitionClass };
  return own.SpeechRecognition ?? own.webkitSpeechRecognition ?? null;
}

interface Options {
  language: SpeechLanguage;
  track: MediaStreamTrack | null;
  nowMs(): number;
  newId(): string;
  tell(segment: HeardSegment): void;
  onTrouble(trouble: RecogniserTrouble | null): void;
}

/** Writes down by the browser's own engine until it is closed, however often the engine ends. */
export class BrowserRecogniser {
  readonly #options: Options;
  readonly #segmenter: TranscriptSegmenter;
  #recognition: Recognition | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delayMs = RESTART_MS;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#segmenter = new TranscriptSegmenter(options);
    this.#start();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#recognition?.abort();
    this.#segmenter.flush(this.#options.nowMs());
  }

  #start(): void {
    const { language, track, nowMs, onTrouble } = this.#options;
    const Engine = recognitionClass();
    if (!Engine) {
      onTrouble('none');
      return;
    }
    const recognition = new Engine();
    this.#recognition = recognition;
    recognition.lang = tags[language];
    recognition.continuous = true;
    recognition.interimResults = true;
    const startedAtMs = performance.now();
    let gaveUp = false;

    recognition.onresult = ({ resultIndex, results }) => {
      if (this.#closed) return;
      onTrouble(null);
      this.#delayMs = RESTART_MS;
      let running = '';
      for (let index = resultIndex; index < results.length; index += 1) {
        const result = results[index];
        const words = result?.[0]?.transcript ?? '';
        if (result?.isFinal) this.#segmenter.finish(words, nowMs());
        else running += words;
      }
      this.#segmenter.believe(running, nowMs());
    };
    recognition.onerror = ({ error }) => {
      if (error === 'not-allowed' || error === 'service-not-allowed') {
        gaveUp = true;
        onTrouble('denied');
      } else if (error === 'language-not-supported') {
        gaveUp = true;
        onTrouble('language');
      } else if (error === 'network') onTrouble('network');
    };
    recognition.onend = () => {
      this.#segmenter.flush(nowMs());
      if (this.#closed || gaveUp) return;
      if (performance.now() - startedAtMs > LASTED_MS) this.#delayMs = RESTART_MS;
      this.#timer = setTimeout(() => this.#start(), this.#delayMs);
      this.#delayMs = Math.min(RESTART_MAX_MS, this.#delayMs * 2);
    };
    try {
      recognition.start(track ?? undefined);
    } catch {
      // A track that has just ended: the page comes with another one.
      recognition.onend();
    }
  }
}
