import { mediaWithin, type RecordedSpan, wallAtMedia } from '@caipai/shared/timeline/media-clock';

const LOOK_EVERY_MS = 100;
/** Further off than this is not caught up with but jumped to. */
const JUMP_MS = 400;
/** Half a frame: closer than this is in step. */
const IN_STEP_MS = 16;
/** A rate that is off by more is heard. */
const MAX_BEND = 0.06;

export interface SyncClocks {
  leader: readonly RecordedSpan[];
  companion: readonly RecordedSpan[];
}

/**
 * Keeps a second recording in step with the leading one by the wall clock of both: where the leader is, the
 * companion is. Small distances are closed by playing a little faster or slower, large ones by a jump.
 * `onPresent` tells whether there is anything of the companion at this moment.
 */
export function keepInStep(
  leader: HTMLMediaElement,
  companion: HTMLMediaElement,
  clocks: SyncClocks,
  onPresent: (present: boolean) => void,
): () => void {
  let present: boolean | null = null;
  /** How long the last jump took: while the leader plays on, the next one aims that much ahead. */
  let jumpTookMs = 0;
  let jumpedAtMs: number | null = null;

  const tell = (now: boolean) => {
    if (now === present) return;
    present = now;
    onPresent(now);
  };
  const jump = (targetMs: number) => {
    jumpedAtMs = performance.now();
    companion.currentTime = targetMs / 1_000;
  };
  const landed = () => {
    if (jumpedAtMs !== null) jumpTookMs = Math.min(500, performance.now() - jumpedAtMs);
    jumpedAtMs = null;
    look();
  };

  function look(): void {
    const wallMs = wallAtMedia(clocks.leader, leader.currentTime * 1_000);
    const targetMs = wallMs === null ? null : mediaWithin(clocks.companion, wallMs);
    tell(targetMs !== null);
    if (targetMs === null) {
      if (!companion.paused) companion.pause();
      return;
    }
    if (companion.seeking || companion.readyState < HTMLMediaElement.HAVE_METADATA) return;
    const aheadMs = companion.currentTime * 1_000 - targetMs;
    const runs = !leader.paused && !leader.seeking && leader.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    if (!runs) {
      if (!companion.paused) companion.pause();
      if (Math.abs(aheadMs) > 1) jump(targetMs);
      return;
    }
    if (Math.abs(aheadMs) > JUMP_MS) {
      jump(targetMs + jumpTookMs * leader.playbackRate);
      return;
    }
    const bend =
      Math.abs(aheadMs) < IN_STEP_MS ? 0 : Math.max(-MAX_BEND, Math.min(MAX_BEND, -aheadMs / 1_000));
    const rate = leader.playbackRate * (1 + bend);
    if (companion.playbackRate !== rate) companion.playbackRate = rate;
    if (companion.paused) companion.play().catch(() => {});
  }

  const moves = ['play', 'playing', 'pause', 'seeking', 'seeked', 'ratechange', 'waiting'];
  const ready = ['loadeddata', 'canplay'];
  for (const event of moves) leader.addEventListener(event, look);
  for (const event of ready) companion.addEventListener(event, look);
  companion.addEventListener('seeked', landed);
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return () => {
    clearInterval(timer);
    for (const event of moves) leader.removeEventListener(event, look);
    for (const event of ready) companion.removeEventListener(event, look);
    companion.removeEventListener('seeked', landed);
  };
}
