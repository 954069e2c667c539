import { expect, it } from 'vitest';
import type { PlannedCue } from '../schemas/cue.ts';
import { dueCues } from './planned-cues.ts';

const cue = (id: string, atSeconds: number): PlannedCue => ({
  ...{ id, atSeconds, kind: 'smile', text: null, priority: 'normal', to: 'anchor' },
});
const segments = [
  { id: 'opening', cues: [cue('late', 30), cue('start', 0)] },
  { id: 'product', cues: [cue('price', 60)] },
  { id: 'closing' },
];
const running = (segmentId: string, spentMs: Record<string, number> = {}) => ({
  ...{ id: 'run', segmentId, sinceMs: 1_000_000, spentMs },
});

it('counts from the start of the segment that runs, soonest first', () => {
  const due = dueCues({ segments, running: running('opening') });
  expect(due.map((each) => [each.cue.id, each.dueAtMs])).toEqual([
    ['start', 1_000_000],
    ['late', 1_030_000],
  ]);
});

it('of other segments nothing is due, nor of one that is gone', () => {
  expect(dueCues({ segments, running: running('product') }).map(({ cue: { id } }) => id)).toEqual(['price']);
  expect(dueCues({ segments, running: running('closing') })).toEqual([]);
  expect(dueCues({ segments, running: running('removed') })).toEqual([]);
  expect(dueCues({ segments, running: null })).toEqual([]);
});

it('who turns back goes on where they left the segment, and hears nothing twice', () => {
  const again = dueCues({ segments, running: running('opening', { opening: 20_000 }) });
  expect(again.map((each) => [each.cue.id, each.dueAtMs])).toEqual([['late', 1_010_000]]);
  expect(dueCues({ segments, running: running('opening', { opening: 31_000 }) })).toEqual([]);
});
