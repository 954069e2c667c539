import { createHmac } from 'node:crypto';
import { asLive } from '@caipai/shared/domain/rundown';
import { initialPhase } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Site } from '@caipai/shared/schemas/account';
import type { Context } from '../../context.ts';
import type { CookieAnswer } from '../accounts/accounts.ts';
import { defaultRubric } from '../cohorts/default-rubric.ts';
import type { ProductFiles } from '../products/file-store.ts';
import { demoCohortName, demoPersonas, demoRundown, demoSessionTitle } from './demo-content.ts';
import { seedProducts } from './demo-products.ts';

/**
 * A class to try things with, made at the first start and never in production. Its people have no
 * password that anyone could type: the page signs in through `signIn` only.
 */
export async function openDemo(
  ports: Pick<Context, 'store' | 'accounts' | 'clock' | 'newId' | 'config' | 'log'> & {
    productFiles: ProductFiles;
  },
) {
  const { store, accounts, clock, newId, config, log } = ports;
  const emailOf = (key: string) => `${key}@demo.invalid`;
  const passwordOf = (key: string) =>
    createHmac('sha256', config.authSecret).update(`demo ${key}`).digest('hex');

  async function seed(): Promise<void> {
    const nowMs = clock.nowMs();
    const cohortId = newId();
    const rubricId = newId();
    await store.cohorts.create({ id: cohortId, name: demoCohortName, createdAtMs: nowMs });
    await store.cohorts.createRubric({ id: rubricId, cohortId, ...defaultRubric, createdAtMs: nowMs });
    const userIds = new Map<string, string>();
    for (const persona of demoPersonas) {
      const answer = await accounts.signUp({
        name: persona.name,
        email: emailOf(persona.key),
        password: passwordOf(persona.key),
      });
      userIds.set(persona.key, answer.userId);
      const role = persona.job === 'instructor' ? 'instructor' : 'trainee';
      await store.cohorts.addMember({ cohortId, userId: answer.userId, role, joinedAtMs: nowMs });
    }
    const products = await seedProducts(ports, cohortId, userIds.get('peer-1') ?? null);
    const sessionId = newId();
    await store.sessions.create({
      id: sessionId,
      cohortId,
      anchorId: userIds.get('anchor') ?? '',
      title: demoSessionTitle,
      orientation: 'portrait',
      rubricId,
      rubricContent: defaultRubric,
      rundown: asLive(demoRundown(products[0]?.productId ?? null)),
      ...initialPhase,
      createdAtMs: nowMs,
    });
    await store.shelf.plan(sessionId, cohortId, products, [], false);
    log.info({ cohortId }, 'demo class created');
  }

  // The last persona is the mark that an earlier seed came to its end.
  const last = demoPersonas.at(-1);
  if (last && !(await store.people.findByEmail(emailOf(last.key)))) {
    for (const persona of demoPersonas) {
      const half = await store.people.findByEmail(emailOf(persona.key));
      if (half) await store.people.remove(half.id);
    }
    await seed();
  }

  return {
    personas: [...demoPersonas] as Site['demoPersonas'],
    async signIn(key: string): Promise<CookieAnswer> {
      if (!demoPersonas.some((persona) => persona.key === key)) throw new StudioError('input.invalid');
      return accounts.signIn({ email: emailOf(key), password: passwordOf(key) });
    },
  };
}
export type Demo = Awaited<ReturnType<typeof openDemo>>;
