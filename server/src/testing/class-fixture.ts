import { initialPhase } from '@caipai/shared/domain/session-machine';
import type { RubricContent } from '@caipai/shared/schemas/rubric';
import { uuidv7 } from 'uuidv7';
import type { Database } from '../store/database.ts';
import { user } from '../store/schema/index.ts';
import type { Store } from '../store/store.ts';

export const rubricFixture: RubricContent = {
  title: '课堂评分',
  criteria: [
    {
      id: 'voice',
      title: '声音',
      hint: '',
      weight: 40,
      levels: [
        { label: '弱', share: 0 },
        { label: '强', share: 1 },
      ],
    },
    {
      id: 'goods',
      title: '讲解',
      hint: '',
      weight: 60,
      levels: [
        { label: '弱', share: 0 },
        { label: '中', share: 0.5 },
        { label: '强', share: 1 },
      ],
    },
  ],
};

/** A cohort with an instructor, an anchor and a peer, and one planned session, straight in the store. */
export async function seedClass(db: Database, store: Store) {
  const cohortId = uuidv7();
  const rubricId = uuidv7();
  const sessionId = uuidv7();
  const suffix = sessionId.slice(-8);
  const people = { instructor: `instructor-${suffix}`, anchor: `anchor-${suffix}`, peer: `peer-${suffix}` };
  await store.cohorts.create({ id: cohortId, name: '一班', createdAtMs: 1 });
  await store.cohorts.createRubric({ id: rubricId, cohortId, ...rubricFixture, createdAtMs: 1 });
  for (const [job, id] of Object.entries(people)) {
    await db.insert(user).values({ id, name: job, email: `${id}@test.invalid` });
    const role = job === 'instructor' ? 'instructor' : 'trainee';
    await store.cohorts.addMember({ cohortId, userId: id, role, joinedAtMs: 1 });
  }
  await store.sessions.create({
    id: sessionId,
    cohortId,
    anchorId: people.anchor,
    title: '第一次彩排',
    orientation: 'portrait',
    rubricId,
    rubricContent: rubricFixture,
    rundown: [],
    ...initialPhase,
    createdAtMs: 1,
  });
  return { cohortId, rubricId, sessionId, people };
}
