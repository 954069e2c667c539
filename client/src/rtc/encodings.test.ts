import { describe, expect, test } from 'vitest';
import { chooseEncodings, chooseLayer, chooseVideoCodec } from './encodings.ts';

const codec = (mimeType: string, parameters = {}) => ({
  kind: 'video' as const,
  mimeType,
  preferredPayloadType: 100,
  clockRate: 90_000,
  parameters,
});

describe('layers', () => {
  test('portrait and landscape of one size get the same number', () => {
    expect(chooseEncodings({ width: 720, height: 1280 })).toHaveLength(2);
    expect(chooseEncodings({ width: 1280, height: 720 })).toHaveLength(2);
    expect(chooseEncodings({ width: 1920, height: 1080 })).toHaveLength(3);
    expect(chooseEncodings({ width: 640, height: 480 })).toHaveLength(1);
  });

  test('the top layer is never scaled and bitrates rise', () => {
    for (const height of [360, 480, 720, 1080, 1440]) {
      const list = chooseEncodings({ width: (height * 16) / 9, height });
      expect(list.at(-1)?.scaleResolutionDownBy ?? 1).toBe(1);
      const rates = list.map((each) => each.maxBitrate ?? 0);
      expect(rates).toEqual([...rates].sort((a, b) => a - b));
    }
  });

  test('a small element takes a low layer, a large one the top', () => {
    expect(chooseLayer([360, 720], 300)).toBe(0);
    expect(chooseLayer([360, 720], 350)).toBe(1);
    expect(chooseLayer([360, 720], 2_000)).toBe(1);
    expect(chooseLayer([], 2_000)).toBe(0);
  });
});

describe('codec', () => {
  test('H.264 with packetization mode 1 comes before any other', () => {
    const chosen = chooseVideoCodec({
      codecs: [
        codec('video/VP8'),
        codec('video/H264', { 'packetization-mode': 0 }),
        codec('video/H264', { 'packetization-mode': 1 }),
      ],
    });
    expect(chosen?.parameters?.['packetization-mode']).toBe(1);
  });

  test('VP8 is the fallback and nothing means nothing', () => {
    expect(chooseVideoCodec({ codecs: [codec('video/AV1'), codec('video/VP8')] })?.mimeType).toBe(
      'video/VP8',
    );
    expect(chooseVideoCodec({ codecs: [codec('video/AV1')] })).toBeUndefined();
  });
});
