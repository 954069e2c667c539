// npm run check: what must hold of the code without running it. Shows every failure, not just the first.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { printFailure } from './lib/errors.mjs';
import { pinnedNode, root } from './lib/paths.mjs';
import { formatDuration } from './lib/progress.mjs';
import { childEnvironment } from './lib/toolchain.mjs';
import { setUpTo } from './setup.mjs';

/** Each uses more than one core by itself, so more at once would only wait for each other. */
const atOnce = 2;

const workspaces = ['shared', 'media', 'server', 'client'];

/** @typedef {{ name: string, args: string[], needs?: string }} Check `needs` is a file without which it is left out */

/** @type {Check[]} */
const checks = [
  { name: 'lint and format', args: [bin('@biomejs/biome/bin/biome'), 'check', '.', '--max-diagnostics=50'] },
  ...[...workspaces, 'scripts'].map((folder) => ({
    name: `types of ${folder}`,
    args: [bin('typescript/bin/tsc'), '--noEmit', '-p', folder],
  })),
  {
    name: 'layer rules',
    args: [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      ...workspaces,
    ],
    needs: '.dependency-cruiser.cjs',
  },
  { name: 'dead code', args: [bin('knip/bin/knip.js')] },
  { name: 'translations', args: ['client/src/i18n/check.mjs'], needs: 'client/src/i18n/check.mjs' },
];

/**
 * Runs all checks and prints a line for each.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const waiting = checks.filter(({ needs }) => needs === undefined || existsSync(join(root, needs)));
  const total = waiting.length;
  let failed = 0;
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedAt = performance.now();
      const { code, output } = await capture(check.args);
      console.log(
        `${code === 0 ? '✓' : '✗'} ${check.name} (${formatDuration(performance.now() - startedAt)})`,
      );
      if (code === 0) continue;
      failed += 1;
      console.log(output.trimEnd().replace(/^/gm, '    '));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { passed: total - failed, failed };
}

/** @param {string} path inside node_modules */
function bin(path) {
  return join(root, 'node_modules', path);
}

/**
 * @param {string[]} args for the pinned Node
 * @returns {Promise<{ code: number, output: string }>}
 */
function capture(args) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, args, {
      cwd: root,
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await setUpTo('check');
    const { failed } = await runChecks();
    process.exit(failed > 0 ? 1 : 0);
  } catch (error) {
    printFailure(error);
    process.exit(1);
  }
}
