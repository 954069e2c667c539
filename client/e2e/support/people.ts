import { randomUUID } from 'node:crypto';
import type { Site } from '@caipai/shared/schemas/account';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, inject } from 'vitest';
import {
  type BrowserPlace,
  type Devices,
  launchBrowser,
  openPerson,
  type Person,
  type PersonOptions,
} from './browser.ts';
import { saveScreenshot } from './screenshots.ts';

const browsers = new Map<string, Promise<Browser>>();
const present: { name: string; person: Person }[] = [];

// People leave after each test, and what they saw last is kept: a failure is then easy to understand.
afterEach(async ({ task }) => {
  const leaving = present.splice(0);
  if (task.result?.state === 'fail') {
    for (const { name, person } of leaving) {
      await saveScreenshot(person.page, `failed/${task.name}/${name}`).catch(() => {});
      for (const trouble of person.troubles) console.error(`${name}: ${trouble.kind}: ${trouble.text}`);
    }
  }
  for (const { person } of leaving) await person.close().catch(() => {});
});

afterAll(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  browsers.clear();
});

function browserWith(devices: Devices, place: BrowserPlace): Promise<Browser> {
  const key = JSON.stringify([devices, place]);
  let browser = browsers.get(key);
  if (!browser) {
    browser = launchBrowser(devices, place);
    browsers.set(key, browser);
  }
  return browser;
}

export interface Arrival extends Partial<PersonOptions> {
  /** For messages and pictures of failures; the persona when left out. */
  name?: string;
  devices?: Devices;
  place?: BrowserPlace;
}

/** A person with a browser context of their own, who leaves when the test ends. */
export async function arrive(options: Arrival): Promise<Person> {
  const browser = await browserWith(options.devices ?? { kind: 'none' }, options.place ?? {});
  const baseUrl = options.baseUrl ?? inject('studio').baseUrl;
  const person = await openPerson(browser, { ...options, baseUrl });
  present.push({ name: options.name ?? options.persona ?? 'stranger', person });
  return person;
}

/** The anchor of the demo class, with a camera that shows a time code and a microphone that speaks. */
export function arriveAnchor(options: Omit<Arrival, 'persona' | 'devices'> = {}): Promise<Person> {
  return arrive({
    ...options,
    persona: 'anchor',
    devices: { kind: 'files', orientation: 'portrait', language: 'zh' },
  });
}

/** Somebody new in the class of `inviter`, with an account of their own. */
export async function arriveInvited(
  inviter: Person,
  name: string,
  options: Omit<Arrival, 'persona' | 'name'> = {},
): Promise<Person> {
  const { me } = await inviter.get<Site>('/site');
  const { path } = await inviter.post<{ path: string }>(`/cohorts/${me?.cohorts[0]?.id}/invitations`, {
    role: 'trainee',
    validForHours: 1,
  });
  const person = await arrive({ ...options, name });
  await person.post('/sign-up', {
    ...{ name, email: `${randomUUID()}@test.invalid`, password: randomUUID() },
    ...{ locale: options.locale ?? 'zh-CN', invitationToken: path.split('/').at(-1) },
  });
  return person;
}
