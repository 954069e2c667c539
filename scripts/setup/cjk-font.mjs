// Chinese letters for the browser tests: without a font every page shows boxes, and layouts measure wrong.
import { execFileSync } from 'node:child_process';
import { ensurePackages } from '../lib/apt.mjs';

/** @type {import('../lib/steps.mjs').Step} */
export const cjkFont = {
  name: 'cjk-font',
  title: 'Getting a Chinese font for the browser tests',
  typicalDuration: 20,

  isDone: () => hasChineseFont(),

  async run(progress) {
    await ensurePackages(['fontconfig', 'fonts-noto-cjk'], 'to show Chinese in the browser tests', progress);
    return {};
  },
};

function hasChineseFont() {
  // Other systems than Linux come with one.
  if (process.platform !== 'linux') return true;
  try {
    return execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
}
