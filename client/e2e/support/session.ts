import type { Site } from '@caipai/shared/schemas/account';
import type { SessionDetail } from '@caipai/shared/schemas/session';
import type { Person } from './browser.ts';

/** Plans a session without the page, for tests that are about something else. */
export async function planSession(
  anchor: Person,
  options: { title?: string; orientation?: 'portrait' | 'landscape'; assistantId?: string } = {},
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
    assistantId: options.assistantId ?? null,
    rundown: [{ id: 'opening', kind: 'opening', title: '开场', targetSeconds: 60 }],
  });
}
