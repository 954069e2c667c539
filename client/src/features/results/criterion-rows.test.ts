import type { Mark } from '@caipai/shared/schemas/rubric';
import { expect, it } from 'vitest';
import { criterionRows, extremes } from './criterion-rows.ts';

const levels = [
  { label: 'low', share: 0.4 },
  { label: 'high', share: 1 },
];
const rubric = {
  title: 'R',
  criteria: [
    { id: 'a', title: 'A', hint: '', weight: 30, levels },
    { id: 'b', title: 'B', hint: '', weight: 10, levels },
  ],
};
const mark = (
  criterionId: string,
  level: number | null,
  role: 'instructor' | 'trainee',
  note = '',
): Mark => ({
  id: `${criterionId}${role}`,
  criterionId,
  level,
  note,
  atMs: 0,
  rater: { id: role, name: role, role },
});

it('keeps peers out of the mean and shows weights as shares', () => {
  const [a] = criterionRows({ rubric, marks: [mark('a', 1, 'instructor'), mark('a', 0, 'trainee')] });
  expect(a).toMatchObject({ weightShare: 0.75, meanShare: 1 });
  expect(a?.peers).toHaveLength(1);
});

it('keeps the note of a withdrawn level', () => {
  const [a] = criterionRows({ rubric, marks: [mark('a', null, 'instructor', 'breathe')] });
  expect(a).toMatchObject({ meanShare: null, instructors: [] });
  expect(a?.notes).toHaveLength(1);
});

it('names extremes only when there are two', () => {
  const marks = [mark('a', 0, 'instructor'), mark('b', 1, 'instructor')];
  expect(extremes(criterionRows({ rubric, marks }))).toMatchObject({
    best: { id: 'b' },
    weakest: { id: 'a' },
  });
  expect(extremes(criterionRows({ rubric, marks: marks.slice(1) }))).toBeNull();
});
