/** Segments come every two seconds, and every player asks as often. */
const FRESH_MS = 1_000;

/** What the media node says of a recording, read once a second however many ask. */
export function createRecentReads<T>(
  read: (recordingId: string) => Promise<T>,
): (recordingId: string) => Promise<T> {
  const recent = new Map<string, Promise<T>>();
  return (recordingId) => {
    const known = recent.get(recordingId);
    if (known) return known;
    const reading = read(recordingId);
    recent.set(recordingId, reading);
    setTimeout(() => recent.delete(recordingId), FRESH_MS).unref();
    return reading;
  };
}
