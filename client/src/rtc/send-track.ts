import type { TrackSource } from '@caipai/shared/schemas/media';
import type { types } from 'mediasoup-client';
import { chooseEncodings, chooseVideoCodec } from './encodings.ts';
import { Refused } from './refused.ts';

/** More than any picture needs, and less than the server lets one publisher send. */
const PROBE_MAX_BPS = 5_500_000;

/** Sends a track as its source needs it: a voice in one stream, a picture in layers. */
export async function sendTrack(
  device: types.Device,
  transport: types.Transport,
  source: TrackSource,
  track: MediaStreamTrack,
): Promise<types.Producer> {
  // A producer that begins with the silent copy would count as paused, and silence what replaces it.
  const common = {
    ...{ track, stopTracks: false, disableTrackOnPause: false },
    appData: { source },
  };
  if (source !== 'camera')
    return transport.produce({
      ...common,
      codecOptions: { opusDtx: false, opusFec: true, opusMaxAverageBitrate: 64_000 },
    });
  const codec = chooseVideoCodec(device.sendRtpCapabilities);
  if (!codec) throw new Refused({ code: 'media.unsupportedCodec' });
  track.contentHint = 'motion';
  const { width = 1280, height = 720 } = track.getSettings();
  return transport.produce({
    ...common,
    codec,
    encodings: chooseEncodings({ width, height }),
    codecOptions: { videoGoogleStartBitrate: 1_500 },
  });
}

/** Sends a picture as large as any, in one layer: what the way carries is seen in it. */
export function sendProbe(
  device: types.Device,
  transport: types.Transport,
  track: MediaStreamTrack,
): Promise<types.Producer> {
  track.contentHint = 'motion';
  return transport.produce({
    ...{ track, stopTracks: false, codec: chooseVideoCodec(device.sendRtpCapabilities) },
    encodings: [{ maxBitrate: PROBE_MAX_BPS }],
    codecOptions: { videoGoogleStartBitrate: 2_500 },
    appData: { probe: true },
  });
}

/** Viewers must be able to read a price tag: when something has to give, let it be the frame rate. */
export async function holdResolution(sender: RTCRtpSender | undefined): Promise<void> {
  if (!sender) return;
  try {
    const parameters = sender.getParameters();
    await sender.setParameters({ ...parameters, degradationPreference: 'maintain-resolution' } as never);
  } catch {
    // Not every browser lets the page choose.
  }
}
