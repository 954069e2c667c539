import { expect, test } from 'vitest';
import { readReceiving, readSending } from './stats.ts';

test('the layers come smallest first and the largest names the codec', () => {
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
  expect(readSending(report, 5)).toMatchObject({
    bytes: 40,
    packets: 3,
    codec: 'H264',
    pictures: [{ height: 360 }, { height: 720, width: 1280 }],
  });
});

test('the probe of the path is not taken for the picture', () => {
  const report = new Map<string, object>([
    ['p', { id: 'p', type: 'inbound-rtp', kind: 'video', bytesReceived: 900, packetsReceived: 9 }],
    [
      'v',
      { id: 'v', type: 'inbound-rtp', kind: 'video', framesDecoded: 30, frameHeight: 720, frameWidth: 404 },
    ],
  ]) as unknown as RTCStatsReport;
  expect(readReceiving(report, 5)).toMatchObject({
    pictures: [{ frames: 30, height: 720, width: 404 }],
  });
});

test('the names of the layers count, not their size, which the browser may have changed', () => {
  const layer = (rid: string, frameHeight: number) =>
    [rid, { id: rid, rid, type: 'outbound-rtp', kind: 'video', frameHeight }] as const;
  const report = new Map<string, object>([layer('r1', 180), layer('r0', 360)]);
  expect(readSending(report as unknown as RTCStatsReport, 5).pictures).toMatchObject([
    { height: 360 },
    { height: 180 },
  ]);
});

test('the round trip is that of the pair in use, and jitter that of the picture', () => {
  const report = new Map<string, object>([
    ['old', { id: 'old', type: 'candidate-pair', nominated: true, currentRoundTripTime: 9 }],
    ['new', { id: 'new', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 }],
    ['t', { id: 't', type: 'transport', selectedCandidatePairId: 'new' }],
    ['a', { id: 'a', type: 'inbound-rtp', kind: 'audio', jitter: 0.5 }],
    ['v', { id: 'v', type: 'inbound-rtp', kind: 'video', jitter: 0.004, framesDecoded: 1 }],
  ]) as unknown as RTCStatsReport;
  expect(readReceiving(report, 5)).toMatchObject({ roundTripMs: 20, jitterMs: 4 });
});

test('a camera that is off is no picture', () => {
  const report = new Map<string, object>([
    ['v', { id: 'v', type: 'outbound-rtp', kind: 'video', framesEncoded: 3 }],
  ]) as unknown as RTCStatsReport;
  expect(readSending(report, 5, false).hasPicture).toBe(false);
  expect(readSending(report, 5, true).hasPicture).toBe(true);
});
