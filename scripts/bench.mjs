// npm run bench: makes ready what a measurement needs, then runs scripts/bench/main.ts with the arguments given.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { printFailure } from './lib/errors.mjs';
import { pinnedNode, root } from './lib/paths.mjs';
import { childEnvironment } from './lib/toolchain.mjs';
import { setUpTo } from './setup.mjs';

try {
  await setUpTo('bench');
} catch (error) {
  printFailure(error);
  process.exit(1);
}

const bench = spawn(pinnedNode, [join(root, 'scripts/bench/main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  env: childEnvironment(),
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => bench.kill(signal));
const [code] = await once(bench, 'exit');
process.exit(code ?? 1);
