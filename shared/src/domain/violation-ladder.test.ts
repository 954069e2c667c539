import { expect, it } from 'vitest';
import { nextStep, type Strike, standingCut, type ViolationStep } from './violation-ladder.ts';

const strike = (step: ViolationStep, changes: Partial<Strike> = {}) => ({
  ...{ step, lifted: false, acknowledgedAtMs: null as number | null },
  ...changes,
});

it('goes from a reminder over a warning to a cut, and stays there', () => {
  const strikes: Strike[] = [];
  const steps = Array.from({ length: 4 }, () => {
    const step = nextStep(strikes);
    strikes.push(strike(step));
    return step;
  });
  expect(steps).toEqual(['remind', 'warn', 'cut', 'cut']);
});

it('forgets what was taken back', () => {
  expect(nextStep([strike('remind', { lifted: true })])).toBe('remind');
  expect(nextStep([strike('remind'), strike('warn', { lifted: true })])).toBe('warn');
});

it('a cut stands until it is taken back or accepted', () => {
  const cut = strike('cut');
  expect(standingCut([strike('remind'), cut])).toBe(cut);
  expect(standingCut([{ ...cut, acknowledgedAtMs: 5 }])).toBeNull();
  expect(standingCut([{ ...cut, lifted: true }])).toBeNull();
  expect(standingCut([strike('warn')])).toBeNull();
});
