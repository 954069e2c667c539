import { describe, expect, test } from 'vitest';
import { judge, readReceiving, readSending, type StatsSample } from './stats.ts';

const start: StatsSample = {
  atMs: 0,
  bytes: 0,
  packets: 0,
  packetsLost: 0,
  frames: 0,
  frozenMs: 0,
  roundTripMs: 20,
  width: 1280,
  height: 720,
  limitedBy: 'none',
  codec: 'H264',
  hasPicture: true,
};
const later = (change: Partial<StatsSample>): StatsSample => ({
  ...start,
  atMs: 2_000,
  bytes: 500_000,
  packets: 500,
  frames: 60,
  ...change,
});

describe('verdict', () => {
  test('a steady stream is good and the figures are rates', () => {
    const quality = judge(start, later({}));
    expect(quality.grade).toBe('good');
    expect(quality.figures).toMatchObject({ framesPerSecond: 30, bitrateBps: 2_000_000, lossShare: 0 });
  });

  test.each([
    [{ packets: 0, bytes: 0, frames: 0 }, 'poor', 'silent'],
    [{ frames: 0 }, 'poor', 'frozen'],
    [{ packetsLost: 60 }, 'poor', 'loss'],
    [{ packetsLost: 15 }, 'fair', 'loss'],
    [{ frozenMs: 1_000 }, 'poor', 'frozen'],
    [{ frozenMs: 150 }, 'fair', 'frozen'],
    [{ roundTripMs: 700 }, 'poor', 'delay'],
    [{ roundTripMs: 300 }, 'fair', 'delay'],
    [{ limitedBy: 'cpu' }, 'fair', 'processor'],
    [{ limitedBy: 'bandwidth' }, 'fair', 'bandwidth'],
  ] as const)('%o is %s because of %s', (change, grade, reason) => {
    expect(judge(start, later(change))).toMatchObject({ grade, reason });
  });

  test('sound alone is not called frozen', () => {
    const silent = { hasPicture: false, frames: 0 };
    expect(judge({ ...start, ...silent }, later(silent)).grade).toBe('good');
  });
});

test('of several layers the largest speaks for the picture', () => {
  const report = new Map<string, object>([
    ['a', { id: 'a', type: 'outbound-rtp', kind: 'video', frameHeight: 360, bytesSent: 10, packetsSent: 1 }],
    [
      'b',
      {
        id: 'b',
        type: 'outbound-rtp',
        kind: 'video',
        frameHeight: 720,
        frameWidth: 1280,
        bytesSent: 30,
        packetsSent: 2,
        codecId: 'c',
      },
    ],
    ['c', { id: 'c', type: 'codec', mimeType: 'video/H264' }],
  ]) as unknown as RTCStatsReport;
  expect(readSending(report, 5)).toMatchObject({ height: 720, bytes: 40, packets: 3, codec: 'H264' });
});

test('the probe of the path is not taken for the picture', () => {
  const report = new Map<string, object>([
    ['p', { id: 'p', type: 'inbound-rtp', kind: 'video', bytesReceived: 900, packetsReceived: 9 }],
    [
      'v',
      { id: 'v', type: 'inbound-rtp', kind: 'video', framesDecoded: 30, frameHeight: 720, frameWidth: 404 },
    ],
  ]) as unknown as RTCStatsReport;
  expect(readReceiving(report, 5)).toMatchObject({ frames: 30, height: 720, width: 404 });
});
