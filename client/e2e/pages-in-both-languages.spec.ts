import { expect, test } from 'vitest';
import { desktop, type Person, phone } from './support/browser.ts';
import { faultsOf, paleWordsOf } from './support/looks.ts';
import { goLive, holdToEnd } from './support/on-air.ts';
import { arrive, arriveAnchor } from './support/people.ts';
import { untilFramesFlow } from './support/picture.ts';
import { saveScreenshot } from './support/screenshots.ts';
import { planSession } from './support/session.ts';

const variants = (['zh-CN', 'en'] as const).flatMap((locale) =>
  [['desktop', desktop] as const, ['phone', phone] as const].map(([size, screen]) => ({
    name: `${locale}-${size}`,
    locale,
    screen,
  })),
);

/** Opens a page, waits for what it is about, takes its picture and says what is wrong with it. */
async function judge(
  person: Person,
  variant: string,
  name: string,
  path: string,
  sign: string,
): Promise<string[]> {
  const { page } = person;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(path);
  await page.locator(sign).first().waitFor({ timeout: 15_000 });
  await page.waitForFunction(() => document.fonts.status === 'loaded');
  await saveScreenshot(page, `pages/${name}.${variant}`);
  const faults = [...(await faultsOf(page)), ...(await paleWordsOf(page))];
  const language = await page.evaluate(() => document.documentElement.lang);
  if (!variant.startsWith(language)) faults.push(`lang is ${language}`);
  const troubles = person.troubles.splice(0).map(({ kind, text }) => `${kind}: ${text}`);
  return [...faults, ...troubles].map((fault) => `${name} ${variant}: ${fault}`);
}

const testId = (id: string) => `[data-testid="${id}"]`;

test('every page stands in both languages and both sizes without a fault', async () => {
  const onAir = await arriveAnchor({ name: 'anchor-on-air' });
  const planner = await arrive({ persona: 'anchor', name: 'planner' });
  const live = await planSession(onAir, { title: '保温杯首播彩排 · 第二遍' });
  const planned = await planSession(planner, { title: '周五晚八点：咖啡专场彩排' });
  const cohortPath = `/cohorts/${live.cohortId}`;
  await goLive(onAir, live.id);
  const faults: string[] = [];

  for (const { name, locale, screen } of variants) {
    const [stranger, anchor, instructor, peer] = await Promise.all([
      arrive({ locale, screen }),
      arrive({ persona: 'anchor', locale, screen, devices: { kind: 'fake' } }),
      arrive({ persona: 'instructor', locale, screen }),
      arrive({ persona: 'peer-1', locale, screen }),
    ]);
    faults.push(
      ...(await judge(stranger, name, 'sign-in', '/sign-in', testId('sign-in-email'))),
      ...(await judge(anchor, name, 'home-anchor', '/', testId('rehearse-now'))),
      ...(await judge(peer, name, 'home-peer', '/', testId('live-watch'))),
      ...(await judge(anchor, name, 'plan', '/sessions/new', testId('plan-save'))),
      ...(await judge(anchor, name, 'edit', `/sessions/${planned.id}/edit`, testId('plan-save'))),
      ...(await judge(peer, name, 'lobby', `/sessions/${planned.id}`, 'h1')),
      ...(await judge(instructor, name, 'cohort', cohortPath, 'h1')),
      ...(await judge(
        anchor,
        name,
        'studio-before',
        `/sessions/${planned.id}/studio`,
        `${testId('go-live')}:enabled`,
      )),
      ...(await judge(
        peer,
        name,
        'watch',
        `/sessions/${live.id}/watch`,
        `${testId('watch-video')}[data-flowing]`,
      )),
      ...(await judge(
        instructor,
        name,
        'coach',
        `/sessions/${live.id}/coach`,
        `${testId('coach-video')}[data-flowing]`,
      )),
      ...(await judge(peer, name, 'missing', '/nowhere', 'h1, h2')),
    );
    for (const person of [stranger, anchor, instructor, peer]) await person.page.goto('about:blank');
  }

  await untilFramesFlow(await watcher(live.id), 30);
  await holdToEnd(onAir);
  await onAir.page
    .locator(`a${testId('to-replay')}, ${testId('to-replay')}:enabled`)
    .first()
    .waitFor();
  for (const { name, locale, screen } of variants) {
    const instructor = await arrive({ persona: 'instructor', locale, screen });
    faults.push(
      ...(await judge(instructor, name, 'replay', `/sessions/${live.id}/replay`, testId('timeline'))),
    );
    faults.push(...(await judge(instructor, name, 'home-instructor', '/', testId('past-session'))));
  }
  expect(faults).toEqual([]);
});

async function watcher(sessionId: string): Promise<Person> {
  const peer = await arrive({ persona: 'peer-2' });
  await peer.page.goto(`/sessions/${sessionId}/watch`);
  return peer;
}
