import type { Orientation } from '@caipai/shared/schemas/session';

export type CaptureProblem = 'denied' | 'notFound' | 'inUse' | 'insecureContext' | 'unknown';

export class CaptureError extends Error {
  override readonly name = 'CaptureError';
  readonly problem: CaptureProblem;
  readonly device: 'camera' | 'microphone' | 'both';

  constructor(problem: CaptureProblem, device: CaptureError['device'], cause?: unknown) {
    super(`${device}: ${problem}`, { cause });
    this.problem = problem;
    this.device = device;
  }
}

export interface CaptureWish {
  cameraId: string | null;
  microphoneId: string | null;
  orientation: Orientation;
}

export interface Captured {
  camera: MediaStreamTrack;
  microphone: MediaStreamTrack;
}

/** Browsers show devices only to pages from https or from the machine itself. */
export function canCapture(): boolean {
  return window.isSecureContext && navigator.mediaDevices !== undefined;
}

/** Opens both devices in one question to the user. Throws `CaptureError`. */
export async function captureBoth(wish: CaptureWish): Promise<Captured> {
  const stream = await open({ video: cameraConstraints(wish), audio: microphoneConstraints(wish) }, 'both');
  const camera = stream.getVideoTracks()[0];
  const microphone = stream.getAudioTracks()[0];
  if (!camera || !microphone) throw new CaptureError('notFound', camera ? 'microphone' : 'camera');
  await cropToShape(camera, wish);
  return { camera, microphone };
}

export async function captureCamera(wish: CaptureWish): Promise<MediaStreamTrack> {
  const track = (await open({ video: cameraConstraints(wish) }, 'camera')).getVideoTracks()[0];
  if (!track) throw new CaptureError('notFound', 'camera');
  await cropToShape(track, wish);
  return track;
}

export async function captureMicrophone(wish: CaptureWish): Promise<MediaStreamTrack> {
  const track = (await open({ audio: microphoneConstraints(wish) }, 'microphone')).getAudioTracks()[0];
  if (!track) throw new CaptureError('notFound', 'microphone');
  return track;
}

export interface DeviceChoice {
  id: string;
  label: string;
}

/** Labels are empty until the user has allowed a device once. */
export async function listDevices(): Promise<{ cameras: DeviceChoice[]; microphones: DeviceChoice[] }> {
  if (!canCapture()) return { cameras: [], microphones: [] };
  const devices = await navigator.mediaDevices.enumerateDevices();
  const ofKind = (kind: MediaDeviceKind) =>
    devices
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map((device) => ({ id: device.deviceId, label: device.label }));
  return { cameras: ofKind('videoinput'), microphones: ofKind('audioinput') };
}

async function open(
  constraints: MediaStreamConstraints,
  device: CaptureError['device'],
): Promise<MediaStream> {
  if (!canCapture()) throw new CaptureError('insecureContext', device);
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (cause) {
    throw new CaptureError(problemOf(cause), device, cause);
  }
}

export function problemOf(cause: unknown): CaptureProblem {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'notFound';
    case 'NotReadableError':
    case 'AbortError':
      return 'inUse';
    default:
      return 'unknown';
  }
}

function cameraConstraints({ cameraId, orientation }: CaptureWish): MediaTrackConstraints {
  // Of a picture that will be cropped to a third of its width, the camera should give all it has.
  const full = isCropped(orientation) ? { width: 1920, height: 1080 } : { width: 1280, height: 720 };
  return {
    ...(cameraId ? { deviceId: { ideal: cameraId } } : { facingMode: 'user' }),
    width: { ideal: full.width },
    height: { ideal: full.height },
    frameRate: { ideal: 30, max: 30 },
    // The camera's own picture, upright or not; cutting is our own business below.
    ...({ resizeMode: { ideal: 'none' } } satisfies WithResizeMode as MediaTrackConstraints),
  };
}

/** In the standard, not yet in the compiler's library. */
interface WithResizeMode {
  resizeMode: { ideal: 'none' | 'crop-and-scale' };
}

/**
 * A desk camera is cropped to the stage's shape by the browser, so what is recorded is what was seen. A
 * phone held upright turns its picture by itself and needs none of it.
 */
function isCropped(orientation: Orientation): boolean {
  return orientation === 'portrait' && !isPhone();
}

async function cropToShape(track: MediaStreamTrack, { orientation }: CaptureWish): Promise<void> {
  const { width, height } = track.getSettings();
  if (!isCropped(orientation) || !width || !height || width <= height) return;
  // Even numbers: encoders halve both sides for the colours and once more for the lower layer.
  const narrow = Math.round((height * 9) / 16 / 4) * 4;
  const shape = {
    width: { exact: narrow },
    height: { exact: height },
    frameRate: { ideal: 30, max: 30 },
    ...({ resizeMode: { ideal: 'crop-and-scale' } } satisfies WithResizeMode),
  };
  // Browsers that cannot crop send the wide picture; every page then cuts it to the stage.
  await track.applyConstraints(shape).catch(() => {});
}

function microphoneConstraints({ microphoneId }: CaptureWish): MediaTrackConstraints {
  return {
    ...(microphoneId ? { deviceId: { ideal: microphoneId } } : {}),
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  };
}

export function isPhone(): boolean {
  return window.matchMedia('(pointer: coarse) and (hover: none)').matches;
}
