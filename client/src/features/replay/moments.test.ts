import type { TimelineItem } from '@caipai/shared/schemas/replay';
import { describe, expect, it } from 'vitest';
import { buildMoments, currentIndex, densityOf, holesOf, layoutAt } from './moments.ts';

const spans = [
  { startWallMs: 1_000, durationMs: 10_000, startMediaMs: 0 },
  { startWallMs: 31_000, durationMs: 10_000, startMediaMs: 10_000 },
];
const actor = { id: 'u', name: 'Lin' };
let seq = 0;
const item = (entry: TimelineItem['entry']): TimelineItem => ({ seq: ++seq, actor, entry });

describe('buildMoments', () => {
  it('puts a comment from after the hole on the replay clock', () => {
    const { danmaku } = buildMoments(
      [item({ kind: 'danmaku.sent', atMs: 33_000, id: 'a', text: 'hi', job: 'peer' })],
      spans,
      [],
    );
    expect(danmaku[0]).toMatchObject({ mediaMs: 12_000, text: 'hi', who: 'Lin' });
  });

  it('tells what was done about comments, and nothing of those that were taken down', () => {
    const sent = (id: string) =>
      item({ kind: 'danmaku.sent', atMs: 2_000, id, text: id, job: 'peer', question: true });
    const { danmaku, house } = buildMoments(
      [
        ...[sent('asked'), sent('gone')],
        item({ kind: 'danmaku.answered', atMs: 5_000, danmakuId: 'asked', answered: true, delayMs: 3_000 }),
        item({ kind: 'danmaku.pinned', atMs: 6_000, danmakuId: 'asked' }),
        item({ kind: 'slowMode.changed', atMs: 7_000, seconds: 30 }),
        item({ kind: 'member.muted', atMs: 8_000, userId: 'u', untilMs: 308_000, reason: 'abuse' }),
      ],
      spans,
      [],
    );
    expect(danmaku[0]).toMatchObject({ question: true, answeredAfterMs: 3_000 });
    expect(house).toMatchObject([
      { kind: 'pinned', text: 'asked', mediaMs: 5_000 },
      { kind: 'slowMode', seconds: 30 },
      { kind: 'muted', whom: 'Lin', minutes: 5, reason: 'abuse' },
    ]);
  });

  it('leaves removed comments out', () => {
    const { danmaku } = buildMoments(
      [
        item({ kind: 'danmaku.sent', atMs: 2_000, id: 'a', text: 'no', job: 'peer' }),
        item({ kind: 'danmaku.removed', atMs: 2_500, danmakuId: 'a' }),
      ],
      spans,
      [],
    );
    expect(danmaku).toEqual([]);
  });

  it('tells how long a cue took to be seen', () => {
    const { cues } = buildMoments(
      [
        item({ kind: 'cue.sent', atMs: 4_000, id: 'c', cueKind: 'smile', text: null, priority: 'normal' }),
        item({ kind: 'cue.confirmed', atMs: 4_200, cueId: 'c', stage: 'delivered' }),
        item({ kind: 'cue.confirmed', atMs: 5_500, cueId: 'c', stage: 'seen' }),
      ],
      spans,
      [],
    );
    expect(cues[0]?.seenAfterMs).toBe(1_500);
    // Each step with its own time.
    expect(cues[0]).toMatchObject({
      to: 'anchor',
      planned: false,
      deliveredAfterMs: 200,
      actedAfterMs: null,
    });
  });

  it('draws each segment up to the next one, under the name that it had when it ran', () => {
    const started = (atMs: number, title: string) =>
      item({
        ...{ kind: 'segment.started', atMs, segmentId: 'a', segmentKind: 'product', targetSeconds: 60 },
        title,
      });
    const { segments, rundown } = buildMoments(
      [
        started(1_000, 'Mug'),
        item({ kind: 'rundown.changed', atMs: 2_000, segmentId: 'a', title: 'The mug', change: 'edited' }),
        started(33_000, 'The mug'),
      ],
      spans,
      [],
    );
    expect(segments.map(({ title, mediaMs, untilMediaMs }) => [title, mediaMs, untilMediaMs])).toEqual([
      ['Mug', 0, 12_000],
      ['The mug', 12_000, 20_000],
    ]);
    expect(rundown.map(({ kind }) => kind)).toEqual(['segment', 'rundownEdit', 'segment']);
  });

  it('draws talkback from pressing the key to letting go, one that never ended to the end', () => {
    const other = { id: 'v', name: 'Wu' };
    const { talks } = buildMoments(
      [
        item({ kind: 'talkback.began', atMs: 2_000 }),
        { ...item({ kind: 'talkback.began', atMs: 3_000 }), actor: other },
        item({ kind: 'talkback.ended', atMs: 4_500 }),
      ],
      spans,
      [],
    );
    expect(talks.map(({ who, mediaMs, untilMediaMs }) => [who, mediaMs, untilMediaMs])).toEqual([
      ['Lin', 1_000, 3_500],
      ['Wu', 2_000, 20_000],
    ]);
  });

  it('knows how the two pictures stood at any position', () => {
    const { layouts } = buildMoments(
      [
        item({ kind: 'layout.changed', atMs: 5_000, layout: 'sideBySide' }),
        item({ kind: 'layout.changed', atMs: 32_000, layout: 'pictureInPicture' }),
      ],
      spans,
      [],
    );
    expect([0, 4_000, 10_500, 11_000].map((at) => layoutAt(layouts, at))).toEqual([
      'pictureInPicture',
      'sideBySide',
      'sideBySide',
      'pictureInPicture',
    ]);
  });

  it('names criterion and level of a mark', () => {
    const { marks } = buildMoments(
      [
        item({
          kind: 'mark.saved',
          atMs: 4_000,
          id: 'm',
          criterionId: 'x',
          level: 1,
          note: '',
          raterRole: 'instructor',
        }),
      ],
      spans,
      [
        {
          id: 'x',
          title: 'Pace',
          hint: '',
          weight: 1,
          levels: [
            { label: 'low', share: 0 },
            { label: 'good', share: 0.8 },
          ],
        },
      ],
    );
    expect(marks[0]).toMatchObject({ criterion: 'Pace', level: 'good', share: 0.8 });
  });

  it('shows a note that was written later in the mark it explains', () => {
    const mark = (atMs: number, level: number, note: string) =>
      item({ kind: 'mark.saved', atMs, id: 'm', criterionId: 'x', level, note, raterRole: 'trainee' });
    const { marks } = buildMoments(
      [mark(4_000, 1, ''), mark(4_000, 1, 'calm'), mark(5_000, 0, 'calm')],
      spans,
      [],
    );
    expect(marks.map(({ mediaMs, note }) => [mediaMs, note])).toEqual([
      [3_000, 'calm'],
      [4_000, 'calm'],
    ]);
  });
});

it('finds the seam where recording was lost', () => {
  expect(holesOf(spans)).toEqual([{ mediaMs: 10_000, lostMs: 20_000 }]);
});

it('has a density between zero and one that follows the crowd', () => {
  const density = densityOf([{ mediaMs: 10 }, { mediaMs: 90 }, { mediaMs: 91 }], 100, 50);
  expect(Math.max(...density)).toBe(1);
  expect(density[45]).toBeGreaterThan(density[5] ?? 1);
  expect(densityOf([], 100, 4)).toEqual([0, 0, 0, 0]);
});

it('finds the current moment, and none before the first', () => {
  const moments = [{ mediaMs: 10 }, { mediaMs: 20 }, { mediaMs: 20 }, { mediaMs: 30 }];
  expect([0, 10, 19, 20, 99].map((at) => currentIndex(moments, at))).toEqual([-1, 0, 0, 2, 3]);
});
