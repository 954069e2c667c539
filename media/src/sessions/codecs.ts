import type { types } from 'mediasoup';

/**
 * H.264 first: browsers take the first codec both sides know, and a recording of H.264 is a copy
 * where VP8 costs an encode. 42e01f is the profile every WebRTC browser has.
 */
export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1 },
  },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      'profile-level-id': '42e01f',
      'level-asymmetry-allowed': 1,
      'x-google-start-bitrate': 1_000,
    },
  },
  {
    kind: 'video',
    mimeType: 'video/VP8',
    clockRate: 90_000,
    parameters: { 'x-google-start-bitrate': 1_000 },
  },
];

const VIDEO_ORIENTATION = 'urn:3gpp:video-orientation';

/**
 * What browsers are told that the room can do. Without the orientation extension a phone turns its
 * pictures before it encodes them; with it a copied recording would lie on its side.
 */
export function offeredCapabilities(router: types.Router): types.RtpCapabilities {
  const { codecs, headerExtensions } = router.rtpCapabilities;
  return { codecs, headerExtensions: headerExtensions?.filter(({ uri }) => uri !== VIDEO_ORIENTATION) };
}
