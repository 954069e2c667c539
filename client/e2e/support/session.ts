import type { Site } from '@caipai/shared/schemas/account';
import type { CrewChange } from '@caipai/shared/schemas/crew';
import type { Segment, SessionDetail } from '@caipai/shared/schemas/session';
import { expect } from 'vitest';
import type { Person } from './browser.ts';

/** Plans a session without the page, for tests that are about something else. */
export async function planSession(
  anchor: Person,
  options: {
    title?: string;
    orientation?: 'portrait' | 'landscape';
    crew?: CrewChange;
    rundown?: Pick<Segment, 'id' | 'kind' | 'title' | 'targetSeconds' | 'script'>[];
  } = {},
): Promise<SessionDetail> {
  const site = await anchor.get<Site>('/site');
  const cohort = site.me?.cohorts[0];
  if (!cohort) throw new Error('nobody is signed in, or is in no cohort');
  const { rubrics } = await anchor.get<{ rubrics: { id: string }[] }>(`/cohorts/${cohort.id}`);
  const rubric = rubrics[0];
  if (!rubric) throw new Error('the cohort has no rubric');
  return anchor.post<SessionDetail>('/sessions', {
    cohortId: cohort.id,
    rubricId: rubric.id,
    title: options.title ?? '彩排测试',
    orientation: options.orientation ?? 'portrait',
    crew: options.crew ?? {},
    rundown: options.rundown ?? [{ id: 'opening', kind: 'opening', title: '开场', targetSeconds: 60 }],
  });
}

/** Waits until what was recorded can be played: right after the end its last segment is still on its way. */
export async function untilReviewable(person: Person, sessionId: string): Promise<void> {
  const state = async () => (await person.get<SessionDetail>(`/sessions/${sessionId}`)).state;
  await expect.poll(state, { timeout: 20_000, interval: 200 }).toBe('reviewable');
}
