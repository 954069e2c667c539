import type { Logger } from 'pino';
import type { Recogniser, TranscriptConfig } from './recogniser.ts';

/** Throws `RecogniserError`, so that a node that was to listen and cannot does not start. */
export async function openRecogniser(config: TranscriptConfig, log: Logger): Promise<Recogniser> {
  // Only what is used is loaded.
  if (config.recogniser === 'fixture') {
    const { openFixture } = await import('./fixture.ts');
    return openFixture(config.file);
  }
  const { openSherpa } = await import('./sherpa.ts');
  return openSherpa(config.modelDir, log);
}
