/** How strong one tone was in the microphone before it sounded and while it did, in decibels below full scale. */
export interface HeardTone {
  quietDb: number;
  soundingDb: number;
}

export type EchoVerdict = 'fine' | 'echo' | 'noisy';

/** A tone that stands out this far came through the room. */
const HEARD_DB = 12;
/** Fainter than this and no viewer hears it. */
const FAINT_DB = -78;
/** In a room as loud as this nothing can be told. */
const LOUD_DB = -38;

/** Two tones of three: one alone may be somebody whistling. */
export function judgeEcho(tones: readonly HeardTone[]): EchoVerdict {
  const heard = tones.filter(
    ({ quietDb, soundingDb }) => soundingDb > FAINT_DB && soundingDb - quietDb > HEARD_DB,
  );
  if (heard.length * 3 >= tones.length * 2) return 'echo';
  const loud = tones.filter(({ quietDb }) => quietDb > LOUD_DB);
  return loud.length * 2 > tones.length ? 'noisy' : 'fine';
}
