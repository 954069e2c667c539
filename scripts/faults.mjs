// npm run test:faults: what happens when a network fails for real. Takes minutes, and root for its own network
// namespaces, so it is not part of npm test; a machine without them skips and says so.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { printFailure } from './lib/errors.mjs';
import { pinnedNode, root } from './lib/paths.mjs';
import { childEnvironment } from './lib/toolchain.mjs';
import { setUpTo } from './setup.mjs';

try {
  await setUpTo('faults');
} catch (error) {
  printFailure(error);
  process.exit(1);
}

const args = ['run', '--project', 'faults', ...process.argv.slice(2)];
const vitest = spawn(pinnedNode, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
  cwd: root,
  env: childEnvironment(),
  stdio: 'inherit',
});
const [code] = await once(vitest, 'exit');
process.exit(code ?? 1);
