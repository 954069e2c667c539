import type { types } from 'mediasoup-client';

export interface FrameSize {
  width: number;
  height: number;
}

/**
 * Simulcast layers for a picture, lowest first. Three layers only from 1080 on: at 720 a third one cost so
 * much processor that the browser shrank the top one (see docs on media), and two serve phone and desk.
 */
export function chooseEncodings({ width, height }: FrameSize): types.RtpEncodingParameters[] {
  const shortSide = Math.min(width, height);
  if (shortSide >= 1_000) {
    return [
      { scaleResolutionDownBy: 4, maxBitrate: 250_000 },
      { scaleResolutionDownBy: 2, maxBitrate: 900_000 },
      { scaleResolutionDownBy: 1, maxBitrate: 4_000_000 },
    ];
  }
  if (shortSide >= 600) {
    return [
      { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
      { scaleResolutionDownBy: 1, maxBitrate: 2_500_000 },
    ];
  }
  return [{ maxBitrate: 1_200_000 }];
}

/**
 * H.264 first, for then a recording is a copy and not an encode; VP8 where the browser cannot. Without
 * either the track cannot be published.
 */
export function chooseVideoCodec(capabilities: types.RtpCapabilities): types.RtpCodecCapability | undefined {
  const codecs = capabilities.codecs ?? [];
  const named = (mimeType: string) => codecs.filter((codec) => codec.mimeType.toLowerCase() === mimeType);
  const h264 = named('video/h264');
  return (
    h264.find((codec) => Number(codec.parameters?.['packetization-mode']) === 1) ??
    h264[0] ??
    named('video/vp8')[0]
  );
}

/**
 * The smallest layer that fills an element of `shortSidePx` device pixels with a fifth to spare: a face
 * that is drawn larger than it came looks soft, and what the sender makes may be smaller than announced.
 */
export function chooseLayer(layerShortSides: readonly number[], shortSidePx: number): number {
  const enough = layerShortSides.findIndex((side) => side >= shortSidePx * 1.2);
  return enough === -1 ? Math.max(0, layerShortSides.length - 1) : enough;
}

/** mediasoup tells the number of layers in the scalability mode (`L2T1`), each twice the one below. */
export function layerShortSides(parameters: types.RtpParameters): number[] {
  const mode = parameters.encodings?.[0]?.scalabilityMode ?? '';
  const count = Number(/^[LS](\d)T\d/.exec(mode)?.[1] ?? 1);
  const top = count >= 3 ? 1080 : 720;
  return Array.from({ length: count }, (_, index) => top / 2 ** (count - 1 - index));
}
