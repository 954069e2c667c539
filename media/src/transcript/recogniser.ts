import type { HeardSegment } from '@caipai/shared/schemas/transcript';
import type { Logger } from 'pino';

/** How a media node writes down what is said; without it, it does not. */
export type TranscriptConfig =
  | { recogniser: 'sherpa'; modelDir: string }
  | { recogniser: 'fixture'; file: string };

export const SAMPLE_RATE_HZ = 16_000;

/** Somebody is being listened to. */
export interface Hearing {
  /** One channel of 16 kHz; `endWallMs` is when the last of these samples was said. */
  push(samples: Float32Array, endWallMs: number): void;
  /** Resolves when the last words were told. */
  close(): Promise<void>;
}

export interface HearingInput {
  /** Of the session: who was interrupted is heard again under the same. */
  roomId: string;
  tell(segment: HeardSegment): void;
  clock: { nowMs(): number };
  log: Logger;
}

/** The port behind which every recogniser of a media node stands. */
export interface Recogniser {
  /** A recogniser that needs no sound is given none. */
  readonly needsSound: boolean;
  listen(input: HearingInput): Hearing;
  close(): Promise<void>;
}

/** A recogniser that cannot work as it is set up; the message is meant for the operator's terminal. */
export class RecogniserError extends Error {
  override readonly name = 'RecogniserError';
}
