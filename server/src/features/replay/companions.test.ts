import { expect, it } from 'vitest';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import { makeReceipt } from '../recordings/receipt.ts';
import { receiptFor } from './companions.ts';

const receipt = makeReceipt({
  ...{ takes: [], companions: [], startedAtMs: 0, endedAtMs: 60_000 },
  entries: [
    { kind: 'cue.sent', atMs: 1, id: 'a', cueKind: 'smile', text: null, priority: 'normal' },
    { kind: 'mark.saved', atMs: 2, id: 'b', criterionId: 'c', level: 1, note: '', raterRole: 'trainee' },
  ],
});

function countsFor(userId: string, { released, coaches = false }: { released: boolean; coaches?: boolean }) {
  const row = {
    anchorId: 'anchor',
    crew: [{ userId: 'assistant', job: 'assistantAnchor' }],
    state: 'reviewable',
    scoreReleasedAtMs: released ? 3 : null,
    speechPolicy: { figures: 'off' },
  } as unknown as SessionRow;
  const cohortRole = coaches ? ('instructor' as const) : ('trainee' as const);
  const actor = { userId, systemRole: 'member' as const, cohortRole };
  const { cues, marks } = receiptFor(receipt, () => true, { actor, row }).counts;
  return { cues, marks };
}

it('counts cues for stage and coaches, marks for coaches, and both for the anchor once they are released', () => {
  for (const released of [false, true]) {
    expect(countsFor('peer', { released })).toEqual({ cues: null, marks: null });
    expect(countsFor('assistant', { released })).toEqual({ cues: 1, marks: null });
    expect(countsFor('anchor', { released })).toEqual({ cues: 1, marks: released ? 1 : null });
    expect(countsFor('coach', { released, coaches: true })).toEqual({ cues: 1, marks: 1 });
  }
});
