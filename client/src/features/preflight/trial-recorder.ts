/** One format after another until the browser takes one; none of it is uploaded. */
const mimeTypes = ['video/mp4', 'video/webm;codecs=vp8,opus', 'video/webm'];

export function canTryRecording(): boolean {
  return typeof MediaRecorder !== 'undefined';
}

/** Records for as long as told and answers with what can be played; null when it was ended. */
export async function recordTrial(
  tracks: MediaStreamTrack[],
  durationMs: number,
  signal: AbortSignal,
): Promise<Blob | null> {
  const mimeType = mimeTypes.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(new MediaStream(tracks), mimeType ? { mimeType } : {});
  const pieces: Blob[] = [];
  return new Promise((resolve, reject) => {
    const stop = () => {
      if (recorder.state !== 'inactive') recorder.stop();
    };
    const timer = setTimeout(stop, durationMs);
    signal.addEventListener('abort', stop, { once: true });
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
    recorder.addEventListener('error', () => reject(new Error('the recorder failed')));
    recorder.addEventListener('stop', () => {
      clearTimeout(timer);
      resolve(signal.aborted ? null : new Blob(pieces, { type: recorder.mimeType }));
    });
    recorder.start();
    if (signal.aborted) stop();
  });
}
