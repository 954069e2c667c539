import type { types } from 'mediasoup-client';

type Chunk = typeof import('./native-device.ts');

const REMEMBERED = 'caipai.rtp-capabilities';

let chunk: Promise<Chunk> | null = null;
const devices = new Map<string, Promise<types.Device>>();

function loadChunk(): Promise<Chunk> {
  chunk ??= import('./native-device.ts').catch((cause: unknown) => {
    // A failed download must not poison every later attempt.
    chunk = null;
    throw cause;
  });
  return chunk;
}

/** One device per set of router capabilities: loading it costs a probe of the browser's codecs. */
export function loadDevice(rtpCapabilities: Record<string, unknown>): Promise<types.Device> {
  const key = JSON.stringify(rtpCapabilities);
  let device = devices.get(key);
  if (!device) {
    device = createDevice(rtpCapabilities);
    devices.set(key, device);
    device.then(
      () => remember(key),
      () => devices.delete(key),
    );
  }
  return device;
}

async function createDevice(rtpCapabilities: Record<string, unknown>): Promise<types.Device> {
  const { newDevice } = await loadChunk();
  const device = newDevice();
  await device.load({ routerRtpCapabilities: rtpCapabilities as types.RtpCapabilities });
  return device;
}

/**
 * Fetches the chunk ahead of need and, when this browser has joined before, prepares the device with the
 * capabilities of that time: all rooms of a server share them, so the join then finds it ready.
 */
export function preloadDevice(): void {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem(REMEMBERED);
  } catch {
    // Storage may be blocked; the chunk alone still helps.
  }
  if (remembered) {
    loadDevice(JSON.parse(remembered)).catch(() => {});
    return;
  }
  loadChunk().then(
    ({ primeHandler }) => primeHandler(),
    () => {},
  );
}

/** Takes what the server told ahead of a join, for the next `preloadDevice`. */
export function learnCapabilities(rtpCapabilities: Record<string, unknown>): void {
  remember(JSON.stringify(rtpCapabilities));
}

function remember(key: string): void {
  try {
    localStorage.setItem(REMEMBERED, key);
  } catch {
    // Only a shortcut for next time.
  }
}
