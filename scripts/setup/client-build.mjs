// The web client, built from its sources when they changed.
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceDirectory, sweepLeftovers, temporaryBeside } from '../lib/files.mjs';
import { pinnedNode, root } from '../lib/paths.mjs';
import { run } from '../lib/run.mjs';
import { filesUnder, hashOf, readStamp, writeStamp } from '../lib/stamp.mjs';
import { childEnvironment } from '../lib/toolchain.mjs';

const client = join(root, 'client');
const output = join(client, 'dist');
const stampFile = join(output, '.caipai-stamp');
const viteProgram = join(root, 'node_modules/vite/bin/vite.js');

/** @type {import('../lib/steps.mjs').Step} */
export const clientBuild = {
  name: 'client-build',
  title: 'Building the web client',
  typicalDuration: 15,

  isDone: () => existsSync(join(output, 'index.html')) && readStamp(stampFile) === sourceHash(),

  async run() {
    // Taken before the build: a file saved meanwhile makes the next check see a difference.
    const hash = sourceHash();
    sweepLeftovers(dirname(output));
    const fresh = temporaryBeside(output);
    try {
      await run(pinnedNode, [viteProgram, 'build', client, '--outDir', fresh, '--emptyOutDir'], {
        log: 'client-build',
        cwd: root,
        env: { ...childEnvironment(), NODE_ENV: 'production' },
      });
      writeStamp(join(fresh, '.caipai-stamp'), hash);
      replaceDirectory(fresh, output);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    return {};
  },
};

function sourceHash() {
  const folders = [join(client, 'src'), join(client, 'public'), join(root, 'shared/src')];
  const sources = folders.flatMap(filesUnder).filter((file) => !/\.(test|spec)\.tsx?$/.test(file));
  const configuration = [
    'client/index.html',
    'client/vite.config.ts',
    'client/tsconfig.json',
    'client/package.json',
  ]
    .concat('tsconfig.base.json', 'package-lock.json')
    .map((file) => join(root, file))
    .filter((file) => existsSync(file));
  return hashOf(root, [...sources, ...configuration]);
}
