import type { SessionSummary } from '@caipai/shared/schemas/session';
import { describe, expect, it } from 'vitest';
import { sortSessions } from './sort-sessions.ts';

function session(id: string, changes: Partial<SessionSummary>): SessionSummary {
  return {
    id,
    cohortId: 'c',
    cohortName: 'C',
    title: id,
    crew: [],
    anchor: { id: 'me', name: 'Me' },
    state: 'draft',
    orientation: 'portrait',
    scheduledAtMs: null,
    startedAtMs: null,
    endedAtMs: null,
    createdAtMs: 0,
    recordedMs: null,
    posterUrl: null,
    score: null,
    scoreReleased: false,
    ...changes,
  };
}

const ids = (list: SessionSummary[]) => list.map((each) => each.id);
const other = { id: 'you', name: 'You' };

describe('sortSessions', () => {
  it('puts the nearest time first and drafts last', () => {
    const { next } = sortSessions(
      [
        session('draft', {}),
        session('later', { state: 'scheduled', scheduledAtMs: 20 }),
        session('sooner', { state: 'scheduled', scheduledAtMs: 10 }),
        session('waiting', { state: 'lobby' }),
      ],
      'me',
    );
    expect(ids(next)).toEqual(['waiting', 'sooner', 'later', 'draft']);
  });

  it("hides other people's drafts", () => {
    expect(sortSessions([session('draft', { anchor: other })], 'me').next).toEqual([]);
  });

  it('counts as last result only my own released score', () => {
    const { last, past } = sortSessions(
      [
        session('theirs', {
          state: 'reviewable',
          startedAtMs: 9,
          anchor: other,
          score: 90,
          scoreReleased: true,
        }),
        session('held', { state: 'reviewable', startedAtMs: 8, score: 80 }),
        session('mine', { state: 'reviewable', startedAtMs: 7, score: 70, scoreReleased: true }),
      ],
      'me',
    );
    expect(last?.id).toBe('mine');
    expect(ids(past)).toEqual(['theirs', 'held', 'mine']);
  });

  it('shows my own broadcast before the others', () => {
    const { live } = sortSessions(
      [session('theirs', { state: 'live', anchor: other }), session('mine', { state: 'interrupted' })],
      'me',
    );
    expect(ids(live)).toEqual(['mine', 'theirs']);
  });
});
