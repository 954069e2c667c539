import type { types } from 'mediasoup';

/** What is known about the key frames of one picture, and who waits for the next one. */
export interface KeyFrames {
  /** For how long a request would still be dropped by the publisher's browser; 0 when it would be heard. */
  deafForMs(): number;
  /** Somebody will ask for a key frame as soon as their connection stands. */
  expectViewer(): void;
  /** For how long that is still to be expected; a request from elsewhere would make the browser deaf to it. */
  viewerExpectedForMs(): number;
}

/**
 * Browsers drop a key frame request that comes within 300 ms of the last one they served (libwebrtc's
 * minimum interval), and mediasoup asks again only after a second. Counted from the key frame's arrival,
 * which may follow its request within milliseconds.
 */
const DEAF_MS = 310;
/** From the offer of a receiving transport to the end of its handshake, on an ordinary connection. */
const ARRIVAL_MS = 400;

const known = new WeakMap<types.Producer, KeyFrames>();

export function keyFramesOf(producer: types.Producer): KeyFrames {
  const existing = known.get(producer);
  if (existing) return existing;
  let arrivedAtMs = Number.NEGATIVE_INFINITY;
  let expectedUntilMs = Number.NEGATIVE_INFINITY;
  producer.on('trace', ({ type }) => {
    if (type !== 'keyframe') return;
    arrivedAtMs = performance.now();
    expectedUntilMs = Number.NEGATIVE_INFINITY;
  });
  const keyFrames: KeyFrames = {
    deafForMs: () => Math.max(0, arrivedAtMs + DEAF_MS - performance.now()),
    expectViewer() {
      // One after the other must not put off the recording's key frame for ever.
      if (keyFrames.viewerExpectedForMs() === 0) expectedUntilMs = performance.now() + ARRIVAL_MS;
    },
    viewerExpectedForMs: () => Math.max(0, expectedUntilMs - performance.now()),
  };
  known.set(producer, keyFrames);
  return keyFrames;
}
