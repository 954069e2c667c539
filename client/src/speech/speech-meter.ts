import type { SpeechFrame, SpeechSecond } from '@caipai/shared/schemas/speech';
import { Emitter } from '../rtc/emitter.ts';
import type { SpeechNews } from './speech-news.ts';
import processorUrl from './speech-processor.ts?worker&url';

/**
 * Listens to a microphone in the browser's audio thread and says how loud, how fast and how lively somebody speaks.
 * What it says stays in this page. Without audio worklets it says nothing.
 */
export class SpeechMeter extends Emitter<{ frame: SpeechFrame; second: SpeechSecond }> {
  readonly #context = new AudioContext({ latencyHint: 'playback' });
  readonly #stops: (() => void)[] = [];
  #node: AudioWorkletNode | null = null;
  #track: MediaStreamTrack | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #closed = false;

  constructor() {
    super();
    const wake = () => this.#wake();
    this.#context.addEventListener('statechange', wake);
    // A page may process sound only after a first touch; a phone call or a pulled device suspends it again.
    for (const name of ['pointerdown', 'keydown'] as const) {
      window.addEventListener(name, wake);
      this.#stops.push(() => window.removeEventListener(name, wake));
    }
    void this.#open();
  }

  /** Another microphone takes the place of the one before; null is none. The figures go on. */
  listenTo(track: MediaStreamTrack | null): void {
    this.#track = track;
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stops) stop();
    this.#source?.disconnect();
    this.#node?.port.postMessage('close');
    this.#node?.disconnect();
    this.#context.close().catch(() => {});
    this.dropListeners();
  }

  async #open(): Promise<void> {
    try {
      await this.#context.audioWorklet.addModule(processorUrl);
    } catch (cause) {
      if (!this.#closed) console.warn('no speech meter', cause);
      return;
    }
    if (this.#closed) return;
    const node = new AudioWorkletNode(this.#context, 'speech', {
      numberOfOutputs: 0,
      // All channels of a microphone in one.
      ...{ channelCount: 1, channelCountMode: 'explicit', channelInterpretation: 'speakers' },
    });
    node.port.onmessage = ({ data }: MessageEvent<SpeechNews>) => {
      if ('frame' in data) this.emit('frame', data.frame);
      else this.emit('second', data.second);
    };
    this.#node = node;
    this.#connect();
    this.#wake();
  }

  #connect(): void {
    const node = this.#node;
    if (!node) return;
    this.#source?.disconnect();
    this.#source = null;
    // A track that has ended is silence for ever, and some browsers refuse to listen to it.
    if (!this.#track || this.#track.readyState === 'ended') return;
    this.#source = this.#context.createMediaStreamSource(new MediaStream([this.#track]));
    this.#source.connect(node);
  }

  #wake(): void {
    if (!this.#closed && this.#context.state !== 'running') this.#context.resume().catch(() => {});
  }
}
