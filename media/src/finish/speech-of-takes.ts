import type { RecordingSpeech, SpeechPause, SpeechSecond } from '@caipai/shared/schemas/speech';
import { SpeechAnalyser } from '@caipai/shared/speech/analyser';
import type { Logger } from 'pino';
import { pcmArgv } from '../ffmpeg/pcm-argv.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { PcmStretch } from './pcm-stretch.ts';

const SAMPLE_RATE_HZ = 48_000;
/** The capture's; a microphone's one channel is in both. */
const CHANNEL_COUNT = 2;
const TIME_LIMIT_MS = 10 * 60_000;

/** Stretches of sound that lie end to end in the replay; crosses into a thread, so it holds nothing but data. */
export interface SpeechWork {
  ffmpegPath: string;
  /** What the playlists are relative to. */
  cwd: string;
  stretches: readonly { playlist: string | null; durationMs: number }[];
}

/** Listens to one stretch after the other. One that cannot be decoded, or has no sound, is silence of its length. */
export async function hearStretches(
  { ffmpegPath, cwd, stretches }: SpeechWork,
  signal: AbortSignal,
  log: Logger,
): Promise<RecordingSpeech> {
  const seconds: SpeechSecond[] = [];
  const pauses: SpeechPause[] = [];
  const analyser = new SpeechAnalyser({
    ...{ sampleRateHz: SAMPLE_RATE_HZ, channelCount: CHANNEL_COUNT },
    onSecond: (second) => seconds.push(second),
    onPause: (pause) => pauses.push(pause),
  });
  let untilMs = 0;
  let heard = 0;
  for (const { playlist, durationMs } of stretches) {
    untilMs += durationMs;
    // Each stretch ends where the replay has its end: small differences never add up.
    const due = Math.round((untilMs * SAMPLE_RATE_HZ) / 1_000);
    const stretch = new PcmStretch(CHANNEL_COUNT, due - heard, (channels) => analyser.push(channels));
    if (playlist) {
      const { code, lastLines } = await runFfmpeg(ffmpegPath, {
        args: pcmArgv(playlist, SAMPLE_RATE_HZ, CHANNEL_COUNT),
        ...{ cwd, log, signal, timeLimitMs: TIME_LIMIT_MS, background: true },
        onOutput: (bytes) => stretch.push(bytes),
      });
      if (code === null) throw new Error(`${playlist}: ffmpeg was ended: ${lastLines.join(' | ')}`);
    }
    stretch.end();
    heard = due;
  }
  return { version: 1, summary: analyser.summary(), seconds, pauses };
}
