import { StudioError } from '@caipai/shared/errors/studio-error';
import {
  TRANSCRIPT_BURST,
  TRANSCRIPT_MIN_INTERVAL_MS,
  TRANSCRIPT_PARTIAL_MIN_INTERVAL_MS,
} from '@caipai/shared/limits';
import type { Context } from '../../context.ts';
import { defineHandler, type Handler, type HandlerPorts } from '../../realtime/define-handler.ts';
import { createPace } from '../../realtime/pace.ts';
import { createDanmakuLimiter } from '../danmaku/rate-limit.ts';
import type { Transcripts } from './transcripts.ts';

interface TranscriptPorts extends HandlerPorts, Pick<Context, 'clock' | 'config'> {
  transcripts: Transcripts;
}

/** What the anchor's own browser heard. Where another recogniser listens nobody else may put words in their mouth. */
export function transcriptHandlers(ports: TranscriptPorts): Handler[] {
  const { clock, config, transcripts } = ports;
  const sentences = createDanmakuLimiter(clock, {
    burst: TRANSCRIPT_BURST,
    minIntervalMs: TRANSCRIPT_MIN_INTERVAL_MS,
  });
  const partials = createPace(clock, TRANSCRIPT_PARTIAL_MIN_INTERVAL_MS);
  return [
    defineHandler(ports, 'transcript:say', 'transcript:say', async ({ socket, session }, input) => {
      if (config.transcript.recogniser !== 'browser') throw new StudioError('transcript.unavailable');
      const { sessionId: _, ...segment } = input;
      const who = `${session.id} ${socket.data.person.id}`;
      const waitMs = segment.final ? sentences.take(who, segment.id) : partials.take(who);
      if (waitMs > 0) throw new StudioError('transcript.tooFast', undefined, { retryAfterMs: waitMs });
      await transcripts.hear(session.id, transcripts.within(segment, session.startedAtMs), 'everywhere');
      return null;
    }),
  ];
}
