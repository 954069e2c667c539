import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { KeyFrames } from '../sessions/key-frames.ts';

/** One key frame in this time while recording: it sets the segment length. */
const INTERVAL_MS = 2_000;

export interface KeyFrameRequests {
  /** One has come, or was asked for elsewhere: the next is due a whole interval from now. */
  postpone(): void;
  requestNow(): void;
  stop(): void;
}

/**
 * Browsers send key frames on request only; asks for one whenever none has come for two seconds. A viewer who is
 * about to come asks for one that serves both, so the recording waits for that for a moment.
 */
export function planKeyFrames(consumer: types.Consumer, keyFrames: KeyFrames, log: Logger): KeyFrameRequests {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const postpone = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(requestSoon, INTERVAL_MS);
  };
  const requestSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(requestNow, keyFrames.viewerExpectedForMs());
  };
  const requestNow = () => {
    if (stopped || consumer.closed) return;
    postpone();
    consumer.requestKeyFrame().catch((error: unknown) => {
      if (!consumer.closed) log.warn({ err: error }, 'key frame request failed');
    });
  };
  return {
    postpone,
    requestNow,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
