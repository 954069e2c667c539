// npm start: makes ready what is missing, then runs the server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { printFailure } from './lib/errors.mjs';
import { pinnedNode, root } from './lib/paths.mjs';
import { childEnvironment } from './lib/toolchain.mjs';
import { setUpTo } from './setup.mjs';

try {
  await setUpTo('run');
} catch (error) {
  printFailure(error);
  process.exit(1);
}

// In its own process group: a Ctrl-C on the terminal reaches every process of ours, and npm passes its copy on as
// well. The server shall hear of it once, from here.
const server = spawn(pinnedNode, [join(root, 'server/src/main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  env: childEnvironment(),
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
});

const sameSignalMs = 500;
let lastSignalAt = Number.NEGATIVE_INFINITY;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    const now = performance.now();
    if (now - lastSignalAt > sameSignalMs) server.kill(signal);
    lastSignalAt = now;
  });
}

const [code, signal] = await once(server, 'exit');
process.exit(code ?? (signal === 'SIGINT' ? 130 : 143));
