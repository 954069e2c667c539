import { describe, expect, it } from 'vitest';
import { isTooNarrow, judgeProbe, type ProbeSample } from './probe-verdict.ts';

/** Four seconds over a way that carries `bps`, after a second of climbing. */
function probe(bps: number, more: Partial<{ lossShare: number; roundTripMs: number; tells: boolean }> = {}) {
  const { lossShare = 0, roundTripMs = 30, tells = true } = more;
  return Array.from({ length: 11 }, (_, index): ProbeSample => {
    const atMs = index * 400;
    const flowing = Math.max(0, atMs - 600) / 1_000;
    const packets = Math.round((bps * flowing) / 8 / 1_100);
    return {
      atMs,
      bytes: Math.round((bps * flowing) / 8),
      packets,
      lost: Math.round(packets * lossShare),
      availableBps: tells ? Math.min(bps, 300_000 + atMs * 4_000) : null,
      roundTripMs,
    };
  });
}

describe('a probe of the network', () => {
  it.each([
    [5_500_000, '1080'],
    [3_000_000, '720'],
    [1_000_000, '360'],
    [150_000, 'sound'],
    [20_000, 'nothing'],
  ] as const)('at %i bits a second carries %s', (bps, carried) => {
    expect(judgeProbe(probe(bps))).toMatchObject({ carried });
    expect(judgeProbe(probe(bps, { tells: false }))).toMatchObject({ carried });
  });

  it('holds back the picture on a lossy way, and names the loss', () => {
    expect(judgeProbe(probe(5_000_000, { lossShare: 0.12 }))).toMatchObject({
      carried: '360',
      reason: 'loss',
    });
    expect(judgeProbe(probe(5_000_000, { lossShare: 0.4 }))).toMatchObject({
      carried: 'sound',
      reason: 'loss',
    });
  });

  it('mentions a long way although it is wide', () => {
    expect(judgeProbe(probe(5_500_000, { roundTripMs: 900 }))).toMatchObject({
      carried: '1080',
      reason: 'delay',
    });
  });

  it('says that nothing gets through when no packet left or nobody measured', () => {
    expect(judgeProbe([]).carried).toBe('nothing');
    expect(judgeProbe(probe(0)).carried).toBe('nothing');
  });

  it('is too narrow only for a camera that would send more', () => {
    const verdict = judgeProbe(probe(3_000_000));
    expect(isTooNarrow(verdict, 1080)).toBe(true);
    expect(isTooNarrow(verdict, 720)).toBe(false);
    expect(isTooNarrow(verdict, 360)).toBe(false);
  });
});
