/**
 * Every refusal and failure that may cross the wire, spelled once. The part before the dot is the
 * area, the part after it says what is wrong. The client holds one sentence per code and language.
 */
export const errorCodes = [
  'auth.required',
  'auth.forbidden',
  'auth.wrongCredentials',
  'auth.rateLimited',
  'auth.emailTaken',
  'input.invalid',
  'input.tooLarge',
  'protocol.versionMismatch',
  'session.notFound',
  'session.wrongState',
  'session.liveElsewhere',
  'session.notJoined',
  'crew.notEligible',
  'crew.notYourJob',
  'layout.tooFast',
  'cohort.notFound',
  'rubric.notFound',
  'invitation.notFound',
  'invitation.expired',
  'danmaku.tooFast',
  'danmaku.blockedWord',
  'danmaku.muted',
  'danmaku.notFound',
  'danmaku.slowMode',
  'danmaku.notReleased',
  'cue.notFound',
  'cue.notForYou',
  'violation.notFound',
  'violation.readFirst',
  'mark.unknownCriterion',
  'mark.unknownLevel',
  'media.unavailable',
  'media.transportNotFound',
  'media.unsupportedCodec',
  'media.roomLost',
  'media.tooFast',
  'media.full',
  'recording.diskLow',
  'recording.diskFull',
  'recording.encoderMissing',
  'recording.encoderFailed',
  'recording.unfinishable',
  'replay.notReady',
  'copy.unusable',
  'copy.damaged',
  'rundown.conflict',
  'rundown.segmentNotFound',
  'rundown.segmentRunning',
  'rundown.full',
  'server.unavailable',
  'server.shuttingDown',
  'server.diskFull',
  'server.internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Codes for which the same request may succeed later without any change by the user. */
const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'auth.rateLimited',
  'layout.tooFast',
  'danmaku.tooFast',
  'danmaku.slowMode',
  'media.unavailable',
  'media.roomLost',
  'media.tooFast',
  'media.full',
  'replay.notReady',
  'server.unavailable',
  'server.shuttingDown',
]);

export function isRetryable(code: ErrorCode): boolean {
  return retryableCodes.has(code);
}
