import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { cameraFile } from '../../../scripts/fixtures/camera-file.ts';
import { darkCameraFile, silentVoiceFile } from '../../../scripts/fixtures/poor-devices.ts';
import { programPath } from '../../../scripts/fixtures/programs.ts';
import { voiceFile } from '../../../scripts/fixtures/voice-file.ts';
// Tells the compiler what the probe puts into every page.
import type {} from './page-probe.ts';
import { pageScript } from './page-script.ts';

const commonFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  // Several people share this one window; none of them may be slowed down for not being in front.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/**
 * `files`: a moving picture and a voice; `poor`: a dark picture and no sound at all; `fake`: Chromium's own test picture; `denied`: the same, and the
 * person says no; `missing`: allowed, but there are none; `none`: nobody asks for any.
 */
export type Devices =
  | { kind: 'files'; orientation: 'portrait' | 'landscape'; language: 'zh' | 'en' }
  | { kind: 'fake' | 'poor' | 'denied' | 'missing' | 'none' };

async function deviceFlags(devices: Devices): Promise<string[]> {
  const present = '--use-fake-device-for-media-stream';
  const allowed = '--use-fake-ui-for-media-stream';
  switch (devices.kind) {
    case 'none':
      return [];
    case 'fake':
      return [present, allowed];
    case 'denied':
      return [present, '--deny-permission-prompts'];
    case 'missing':
      return [allowed];
    case 'poor':
      return [
        ...[present, allowed, `--use-file-for-fake-video-capture=${await darkCameraFile()}`],
        `--use-file-for-fake-audio-capture=${await silentVoiceFile()}`,
      ];
    case 'files':
      return [present, allowed, ...(await fileFlags(devices))];
  }
}

async function fileFlags(devices: Extract<Devices, { kind: 'files' }>): Promise<string[]> {
  const [camera, voice] = await Promise.all([cameraFile(devices.orientation), voiceFile(devices.language)]);
  return [`--use-file-for-fake-video-capture=${camera}`, `--use-file-for-fake-audio-capture=${voice}`];
}

/** Where a browser runs, if not simply beside the server. */
export interface BrowserPlace {
  /** Starts the browser there; takes the browser's own arguments. */
  executablePath?: string;
  flags?: string[];
}

export async function launchFlags(devices: Devices): Promise<string[]> {
  return [...commonFlags, ...(await deviceFlags(devices))];
}

export async function launchBrowser(
  devices: Devices = { kind: 'none' },
  { executablePath = programPath('CAIPAI_CHROMIUM'), flags = [] }: BrowserPlace = {},
): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...(await launchFlags(devices)), ...flags] });
}

export const desktop = { viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions;
export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} satisfies BrowserContextOptions;

export interface Trouble {
  kind: 'console' | 'exception' | 'response';
  text: string;
}

export type Persona = 'anchor' | 'instructor' | 'peer-1' | 'peer-2';

export interface PersonOptions {
  baseUrl: string;
  /** Signs in as this demo person before anything is opened; without it nobody is signed in. */
  persona?: Persona;
  locale?: 'zh-CN' | 'en';
  screen?: BrowserContextOptions;
}

/** One person at one browser: a context of their own, signed in, with the probe in every page. */
export interface Person {
  page: Page;
  /** What went wrong in their pages: logged errors, exceptions, failed answers of the server. */
  troubles: Trouble[];
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export async function openPerson(browser: Browser, options: PersonOptions): Promise<Person> {
  const { baseUrl, locale = 'zh-CN', screen = desktop } = options;
  return personIn(await browser.newContext({ baseURL: baseUrl, locale, ...screen }), options);
}

/** The person to whom a whole context belongs. */
export async function personIn(
  context: BrowserContext,
  { baseUrl, persona }: PersonOptions,
): Promise<Person> {
  await context.addInitScript(await pageScript(new URL('./page-probe.ts', import.meta.url)));
  const troubles: Trouble[] = [];

  async function value<T>(answer: { json(): Promise<unknown>; status(): number; url(): string }): Promise<T> {
    const result = (await answer.json()) as { ok: true; value: T } | { ok: false; error: unknown };
    if (!result.ok) throw new Error(`${answer.url()} answered ${JSON.stringify(result.error)}`);
    return result.value;
  }
  const get = async <T>(path: string) => value<T>(await context.request.get(`${baseUrl}/api${path}`));
  const post = async <T>(path: string, body: unknown) =>
    value<T>(await context.request.post(`${baseUrl}/api${path}`, { data: body as object }));
  const put = async <T>(path: string, body: unknown) =>
    value<T>(await context.request.put(`${baseUrl}/api${path}`, { data: body as object }));
  const newPage = async () => {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push({ kind: 'console', text: message.text() });
    });
    page.on('pageerror', (error) => troubles.push({ kind: 'exception', text: String(error.stack ?? error) }));
    page.on('response', (response) => {
      if (response.status() >= 400)
        troubles.push({ kind: 'response', text: `${response.status()} ${response.url()}` });
    });
    return page;
  };
  if (persona) await post('/demo/sign-in', { persona });
  return { page: await newPage(), troubles, get, post, put, newPage, close: () => context.close() };
}
