import { expect, it } from 'vitest';
import { parsePacketSpans } from './packet-spans.ts';

it('a track reaches from its first packet by time stamp to the end of its last one', () => {
  const lines = [
    '#tb 0: 1/90000',
    '#media_type 0: video',
    '#tb 1: 1/90000',
    '#media_type 1: audio',
    '0, 90000, 90000, 0, 1000, 0x00000001',
    '1, 90900, 90900, 1920, 100, 0x00000002',
    // Pictures may stand in another order than they are shown in.
    '0, 93000, 96000, 0, 800, 0x00000003, F=0x0',
    '0, 96000, 93000, 0, 700, 0x00000004, F=0x0',
    '1, 92820, 92820, 1920, 100, 0x00000005',
  ];
  const { video, audio } = parsePacketSpans(lines);
  expect(video?.startMs).toBeCloseTo(1_000);
  expect(video?.endMs).toBeCloseTo(1_100);
  expect(audio?.startMs).toBeCloseTo(1_010);
  expect(audio?.endMs).toBeCloseTo(1_052.667, 2);
});

it('a lone packet lasts as long as it says, and no packet is no track', () => {
  const lone = ['#tb 0: 1/1000', '#media_type 0: audio', '0, 500, 500, 21, 100, 0x00000001'];
  expect(parsePacketSpans(lone)).toEqual({ video: null, audio: { startMs: 500, endMs: 521 } });
  expect(parsePacketSpans([])).toEqual({ video: null, audio: null });
});
