import type { MediaPort, RecordedTake } from '@caipai/shared/schemas/media';

/** Segments come every two seconds, and every viewer of the live playlist asks as often. */
const FRESH_MS = 1_000;

/** What was recorded so far, read once a second however many ask. */
export function createRecentTakes(
  media: Pick<MediaPort, 'request'>,
): (sessionId: string) => Promise<RecordedTake[]> {
  const recent = new Map<string, Promise<RecordedTake[]>>();
  return (sessionId) => {
    const known = recent.get(sessionId);
    if (known) return known;
    const reading = media
      .request('recording:describe', { recordingId: sessionId })
      .then(({ takes }) => takes);
    recent.set(sessionId, reading);
    setTimeout(() => recent.delete(sessionId), FRESH_MS).unref();
    return reading;
  };
}
