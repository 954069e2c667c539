export const COPY_VIDEO_BPS = 2_500_000;
export const COPY_AUDIO_BPS = 96_000;
/** The rest of what the browser lets this site store is for other copies. */
export const COPY_QUOTA_SHARE = 0.5;

const BYTES_PER_MINUTE = ((COPY_VIDEO_BPS + COPY_AUDIO_BPS) / 8) * 60;
/** A lesson; who has room for this need not be told. */
const ENOUGH_MINUTES = 60;

/** How many minutes of a copy still fit, where that is less than an hour; null where there is room enough. */
export function minutesShort({ quota, usage = 0 }: StorageEstimate): number | null {
  if (quota === undefined) return null;
  const bytes = Math.max(0, Math.min(quota - usage, quota * COPY_QUOTA_SHARE));
  const minutes = Math.floor(bytes / BYTES_PER_MINUTE);
  return minutes < ENOUGH_MINUTES ? minutes : null;
}

/** Asks the browser to keep what is stored when its disk gets full, and tells how long a copy fits. */
export async function readCopyRoom(): Promise<number | null> {
  const { storage } = navigator;
  if (!storage?.estimate) return null;
  await storage.persist?.().catch(() => false);
  return minutesShort(await storage.estimate());
}
