import type { Hit } from '@caipai/shared/compliance/types';
import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { expect, it } from 'vitest';
import { matching, nextAfter, sentencesOf } from './transcript-moments.ts';

const spans = [
  { startWallMs: 1_000, durationMs: 10_000, startMediaMs: 0 },
  { startWallMs: 31_000, durationMs: 10_000, startMediaMs: 10_000 },
];
const hit = { start: 0, end: 2, category: 'absolute-term' } as Hit;
let seq = 0;
const said = (id: string, atMs: number, text: string): TimelineItem => ({
  seq: ++seq,
  actor: { id: 'a', name: 'Lin' },
  entry: { kind: 'transcript.said', id, atMs, untilMs: atMs + 500, text },
});
const flagged = (saidId: string): TimelineItem => ({
  seq: ++seq,
  actor: null,
  entry: { kind: 'transcript.flagged', atMs: 0, saidId, hits: [hit] },
});

it('sentences stand where the picture is, in the order in which they were said, with what is against them', () => {
  const sentences = sentencesOf(
    [said('b', 33_000, '最好的茶'), flagged('b'), said('a', 2_000, '大家好')],
    spans,
  );
  expect(sentences.map(({ mediaMs, text, hits }) => [mediaMs, text, hits.length])).toEqual([
    [1_000, '大家好', 0],
    [12_000, '最好的茶', 1],
  ]);
});

it('a search looks at the letters and not at their width or size', () => {
  const sentences = sentencesOf([said('a', 2_000, 'ＳＰＦ50 的防晒'), said('b', 3_000, '保湿')], spans);
  expect(matching(sentences, ' spf50 ').map(({ text }) => text)).toEqual(['ＳＰＦ50 的防晒']);
  expect(matching(sentences, '')).toHaveLength(2);
  expect(matching(sentences, '没有')).toEqual([]);
});

it('the next one found is behind where the replay is, and the first comes after the last', () => {
  const sentences = sentencesOf([said('a', 2_000, '一'), said('b', 5_000, '二')], spans);
  expect(nextAfter(sentences, 0)?.text).toBe('一');
  expect(nextAfter(sentences, 1_000)?.text).toBe('二');
  expect(nextAfter(sentences, 9_000)?.text).toBe('一');
  expect(nextAfter([], 0)).toBeNull();
});
