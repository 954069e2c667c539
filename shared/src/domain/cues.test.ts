import { expect, it } from 'vitest';
import type { Cue } from '../schemas/cue.ts';
import { confirms, isAddressed, noTimes, withStage } from './cues.ts';

const anchor = { anchor: true, jobs: [] };
const both = { anchor: false, jobs: ['fieldControl', 'selector'] as const };
const viewer = { anchor: false, jobs: [] };

it('a prompt to all is drawn for everybody on the crew and for no viewer', () => {
  expect(isAddressed('all', anchor)).toBe(true);
  expect(isAddressed('all', both)).toBe(true);
  expect(isAddressed('all', viewer)).toBe(false);
});

it('a prompt to one job is drawn for its holder alone', () => {
  expect(isAddressed('selector', both)).toBe(true);
  expect(isAddressed('operations', both)).toBe(false);
  expect(isAddressed('selector', anchor)).toBe(false);
  expect(isAddressed('anchor', both)).toBe(false);
});

it('of a prompt to all only the anchor says how far it came', () => {
  expect(confirms('all', anchor)).toBe(true);
  expect(confirms('all', both)).toBe(false);
  expect(confirms('fieldControl', both)).toBe(true);
});

it('a later stage implies the earlier ones, and a repeated one changes nothing', () => {
  const cue = { ...noTimes } as Cue;
  const acted = withStage(withStage(cue, 'delivered', 5), 'acted', 9);
  expect(acted).toMatchObject({ deliveredAtMs: 5, seenAtMs: 9, actedAtMs: 9, expiredAtMs: null });
  expect(withStage(acted, 'acted', 30)).toEqual(acted);
});
