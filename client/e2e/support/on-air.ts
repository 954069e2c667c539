import type { Person } from './browser.ts';

const READY_LIMIT_MS = 20_000;

/** Opens the studio and goes live as a person does: device check, then one click. */
export async function goLive(anchor: Person, sessionId: string): Promise<void> {
  await anchor.page.goto(`/sessions/${sessionId}/studio`);
  await pressGoLive(anchor);
}

export async function pressGoLive({ page }: Person): Promise<void> {
  const button = page.getByTestId('go-live');
  // Playwright waits until it is enabled, which it is once the checks have passed.
  await button.click({ timeout: READY_LIMIT_MS });
  await page.getByTestId('end-session').waitFor({ timeout: READY_LIMIT_MS });
}

/** Ending takes a second of holding, so that nobody ends by accident. */
export async function holdToEnd({ page }: Person): Promise<void> {
  const button = page.getByTestId('end-session');
  await button.hover();
  await page.mouse.down();
  await page.getByTestId('studio-ended').waitFor({ timeout: READY_LIMIT_MS });
  await page.mouse.up();
}
