import { describe, expect, it } from 'vitest';
import { TRANSCRIPT_MAX_CHARS, TRANSCRIPT_MAX_MS, TRANSCRIPT_PARTIAL_EVERY_MS } from '../limits.ts';
import { type HeardSegment, heardSegmentSchema } from '../schemas/transcript.ts';
import { TranscriptSegmenter } from './transcript-segmenter.ts';

const START_MS = 1_000_000;

function setUp() {
  const told: HeardSegment[] = [];
  let count = 0;
  const segmenter = new TranscriptSegmenter({
    newId: () => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
    tell: (segment) => told.push(segment),
  });
  return { told, segmenter, finals: () => told.filter(({ final }) => final) };
}

describe('what is believed so far', () => {
  it('is told now and then, and never twice the same', () => {
    const { told, segmenter } = setUp();
    segmenter.believe('大家', START_MS);
    segmenter.believe('大家好', START_MS + 10);
    expect(told.map(({ text }) => text)).toEqual(['大家']);
    segmenter.believe('大家好', START_MS + TRANSCRIPT_PARTIAL_EVERY_MS);
    segmenter.believe('大家好', START_MS + 3 * TRANSCRIPT_PARTIAL_EVERY_MS);
    expect(told.map(({ text }) => text)).toEqual(['大家', '大家好']);
    expect(told.every(({ final }) => !final)).toBe(true);
  });

  it('becomes the sentence under the same id, from before its first words until now', () => {
    const { told, segmenter } = setUp();
    segmenter.believe('今天这款', START_MS);
    segmenter.finish('今天这款面膜', START_MS + 2_000);
    expect(told[1]).toMatchObject({ id: told[0]?.id, final: true, untilMs: START_MS + 2_000 });
    expect(told[1]?.fromMs).toBeLessThan(START_MS);
  });

  it('without words is nothing', () => {
    const { told, segmenter } = setUp();
    segmenter.believe('  ', START_MS);
    segmenter.finish('', START_MS + 10);
    segmenter.flush(START_MS + 20);
    expect(told).toEqual([]);
  });

  it('is all there is of a sentence when the recogniser ends by itself', () => {
    const { segmenter, finals } = setUp();
    segmenter.believe('我们来看', START_MS);
    segmenter.flush(START_MS + 500);
    segmenter.flush(START_MS + 600);
    expect(finals().map(({ text }) => text)).toEqual(['我们来看']);
  });
});

describe('sentences', () => {
  it('do not overlap and have ids of their own', () => {
    const { segmenter, finals } = setUp();
    segmenter.finish('第一句', START_MS);
    segmenter.finish('第二句', START_MS + 100);
    const [first, second] = finals();
    expect(second?.fromMs).toBeGreaterThanOrEqual(first?.untilMs ?? 0);
    expect(second?.id).not.toBe(first?.id);
  });

  it('that are too long are cut behind a mark, lose nothing, and share the time', () => {
    const { segmenter, finals } = setUp();
    const sentence = `${'好'.repeat(TRANSCRIPT_MAX_CHARS - 5)}，${'看'.repeat(TRANSCRIPT_MAX_CHARS)}`;
    segmenter.believe('好', START_MS);
    segmenter.finish(sentence, START_MS + 20_000);
    const all = finals();
    expect(all.length).toBe(2);
    expect(all[0]?.text.endsWith('，')).toBe(true);
    expect(all.map(({ text }) => text).join('')).toBe(sentence);
    expect(all[1]?.fromMs).toBe(all[0]?.untilMs);
    expect(new Set(all.map(({ id }) => id)).size).toBe(2);
  });

  it('without a mark are cut all the same, and always fit the wire', () => {
    const { told, segmenter } = setUp();
    const endless = '🎁'.repeat(3 * TRANSCRIPT_MAX_CHARS + 1);
    segmenter.believe(endless, START_MS);
    segmenter.finish(endless, START_MS + 1_000);
    expect(told.length).toBe(5);
    for (const segment of told) expect(heardSegmentSchema.safeParse(segment).success).toBe(true);
  });

  it('that never end are ended after a while', () => {
    const { told, segmenter, finals } = setUp();
    for (let at = 0; at <= TRANSCRIPT_MAX_MS + 2_000; at += 1_000)
      segmenter.believe(`词${at}`, START_MS + at);
    expect(finals().length).toBe(1);
    for (const segment of told) expect(heardSegmentSchema.safeParse(segment).success).toBe(true);
  });
});

describe('the wire', () => {
  const fits = {
    id: '00000000-0000-4000-8000-000000000001',
    fromMs: 10,
    untilMs: 20,
    text: '好',
    final: true,
  };
  it.each([
    ['ends before it begins', { ...fits, untilMs: 9 }],
    ['lasts longer than a sentence', { ...fits, untilMs: 11 + TRANSCRIPT_MAX_MS }],
    ['has no words', { ...fits, text: ' ' }],
    ['has too many', { ...fits, text: '好'.repeat(TRANSCRIPT_MAX_CHARS + 1) }],
    ['has an id of its own making', { ...fits, id: 'mine' }],
    ['has half milliseconds', { ...fits, fromMs: 10.5 }],
  ])('refuses what %s', (_, segment) => {
    expect(heardSegmentSchema.safeParse(segment).success).toBe(false);
  });
});
