// Runs in the browser's audio thread, where there is no page: everything it imports is bundled into one file.
import { SpeechAnalyser } from '@caipai/shared/speech/analyser';
import type { SpeechNews } from './speech-news.ts';

/* Of the audio thread's own world, which the compiler's library does not know. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

const SILENT_BLOCK = new Float32Array(128);

class SpeechProcessor extends AudioWorkletProcessor {
  #open = true;
  readonly #analyser = new SpeechAnalyser({
    sampleRateHz: sampleRate,
    channelCount: 1,
    // The recording plays one microphone from two loudspeakers.
    dualMono: true,
    onFrame: (frame) => this.#tell({ frame }),
    onSecond: (second) => this.#tell({ second }),
  });

  constructor() {
    super();
    this.port.onmessage = () => {
      this.#open = false;
    };
  }

  /** Without a microphone it hears silence: time goes on. */
  process([channels]: Float32Array[][]): boolean {
    this.#analyser.push(channels?.[0] ? channels : [SILENT_BLOCK]);
    return this.#open;
  }

  #tell(news: SpeechNews): void {
    this.port.postMessage(news);
  }
}

registerProcessor('speech', SpeechProcessor);
