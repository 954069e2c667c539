import fc from 'fast-check';
import { expect, it } from 'vitest';
import { summariseScores } from './scoring.ts';

const levels = [{ share: 0 }, { share: 0.5 }, { share: 1 }];
const criteria = [
  { id: 'voice', weight: 40, levels },
  { id: 'goods', weight: 60, levels },
];
const by = (id: string, role: 'instructor' | 'trainee' = 'instructor') => ({ id, role });

it('weighs levels and keeps peers out of the score', () => {
  const summary = summariseScores(criteria, [
    { criterionId: 'voice', level: 2, rater: by('i') },
    { criterionId: 'goods', level: 1, rater: by('i') },
    { criterionId: 'voice', level: 0, rater: by('p', 'trainee') },
  ]);
  expect(summary.instructorScore).toBe(70);
  expect(summary.peerScore).toBe(0);
  expect(summary.spread).toEqual([70, 70]);
});

it('a criterion left out neither punishes nor rewards, and shows in the coverage', () => {
  const summary = summariseScores(criteria, [{ criterionId: 'goods', level: 2, rater: by('i') }]);
  expect(summary.raters).toEqual([{ raterId: 'i', role: 'instructor', score: 100, coverage: 0.6 }]);
});

it('has no score without marks, and ignores marks on what the rubric does not know', () => {
  const none = { raters: [], instructorScore: null, peerScore: null, spread: null };
  expect(summariseScores(criteria, [])).toEqual(none);
  const strange = [
    { criterionId: 'charm', level: 1, rater: by('i') },
    { criterionId: 'voice', level: 7, rater: by('i') },
    { criterionId: 'voice', level: null, rater: by('i') },
  ];
  expect(summariseScores(criteria, strange)).toEqual(none);
});

it('stays between 0 and 100 and never falls when a level rises', () => {
  const level = fc.integer({ min: 0, max: 2 });
  fc.assert(
    fc.property(level, level, (voice, goods) => {
      const score = (v: number, g: number) =>
        summariseScores(criteria, [
          { criterionId: 'voice', level: v, rater: by('i') },
          { criterionId: 'goods', level: g, rater: by('i') },
        ]).instructorScore ?? Number.NaN;
      expect(score(voice, goods)).toBeGreaterThanOrEqual(0);
      expect(score(voice, goods)).toBeLessThanOrEqual(100);
      if (voice < 2) expect(score(voice + 1, goods)).toBeGreaterThan(score(voice, goods));
    }),
  );
});
