import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../../test-results/screenshots', import.meta.url));

/** Writes what the page shows; `name` may hold slashes. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name.replace(/[^\p{L}\p{N}/._-]+/gu, '-')}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path });
}
