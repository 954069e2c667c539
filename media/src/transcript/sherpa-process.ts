// The process in which the model runs. It says what is heard so far; sentences are made of it on the other side.

import type { ModelFiles } from './model-files.ts';
import { SAMPLE_RATE_HZ } from './recogniser.ts';

export type ToSherpa =
  | { type: 'open'; streamId: string }
  | { type: 'samples'; streamId: string; samples: Float32Array; endWallMs: number }
  | { type: 'close'; streamId: string; endWallMs: number };

export type FromSherpa =
  | { type: 'ready' }
  | { type: 'failed'; why: string }
  | { type: 'text'; streamId: string; text: string; ended: boolean; endWallMs: number }
  | { type: 'closed'; streamId: string };

/** As much of the package as is used here; it has no types of its own, and is there only where it was wanted. */
interface SherpaStream {
  acceptWaveform(sound: { sampleRate: number; samples: Float32Array }): void;
  inputFinished(): void;
}
interface SherpaRecogniser {
  createStream(): SherpaStream;
  isReady(stream: SherpaStream): boolean;
  decode(stream: SherpaStream): void;
  isEndpoint(stream: SherpaStream): boolean;
  getResult(stream: SherpaStream): { text: string };
  reset(stream: SherpaStream): void;
}
interface SherpaPackage {
  OnlineRecognizer: new (config: unknown) => SherpaRecogniser;
}

/** Not a dependency: an operator who wants it installs it, see docs/transcript.md. */
const PACKAGE = 'sherpa-onnx-node';
/** Silence after the last word that ends a sentence, and how long one may go on without any. */
const SILENCE_S = 0.8;
const LONGEST_S = 15;

const say = (message: FromSherpa) => process.send?.(message);

async function load(): Promise<SherpaRecogniser> {
  const files = JSON.parse(process.argv[2] ?? '{}') as ModelFiles;
  const { tokens, ...transducer } = files;
  const loaded = (await import(PACKAGE)) as SherpaPackage & { default?: SherpaPackage };
  const { OnlineRecognizer } = loaded.default ?? loaded;
  return new OnlineRecognizer({
    featConfig: { sampleRate: SAMPLE_RATE_HZ, featureDim: 80 },
    modelConfig: { transducer, tokens, numThreads: 1, provider: 'cpu', debug: 0 },
    decodingMethod: 'greedy_search',
    enableEndpoint: true,
    rule1MinTrailingSilence: 2.4,
    rule2MinTrailingSilence: SILENCE_S,
    rule3MinUtteranceLength: LONGEST_S,
  });
}

function run(recogniser: SherpaRecogniser): void {
  const streams = new Map<string, SherpaStream>();

  const hear = (streamId: string, stream: SherpaStream, endWallMs: number, last: boolean) => {
    while (recogniser.isReady(stream)) recogniser.decode(stream);
    const ended = last || recogniser.isEndpoint(stream);
    const { text } = recogniser.getResult(stream);
    if (text.trim() !== '') say({ type: 'text', streamId, text, ended, endWallMs });
    if (ended && !last) recogniser.reset(stream);
  };

  process.on('message', (message: ToSherpa) => {
    const { streamId } = message;
    if (message.type === 'open') {
      streams.set(streamId, recogniser.createStream());
      return;
    }
    const stream = streams.get(streamId);
    if (!stream) return;
    if (message.type === 'samples') {
      stream.acceptWaveform({ sampleRate: SAMPLE_RATE_HZ, samples: message.samples });
      hear(streamId, stream, message.endWallMs, false);
      return;
    }
    stream.inputFinished();
    hear(streamId, stream, message.endWallMs, true);
    streams.delete(streamId);
    say({ type: 'closed', streamId });
  });
}

// The node is gone: nobody listens any more.
process.once('disconnect', () => process.exit(0));

try {
  run(await load());
  say({ type: 'ready' });
} catch (error) {
  const missing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
  const why = missing
    ? `TRANSCRIPT=sherpa needs the package ${PACKAGE}, which is not installed: npm install --no-save ${PACKAGE}`
    : `The recogniser cannot be loaded: ${error instanceof Error ? error.message : String(error)}`;
  say({ type: 'failed', why });
}
