import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheDir } from './paths.mjs';

test.for([
  { env: { CAIPAI_CACHE_DIR: '/srv/cache', XDG_CACHE_HOME: '/xdg' }, folder: '/srv/cache' },
  { env: { XDG_CACHE_HOME: '/xdg' }, folder: '/xdg/caipai' },
  { env: {}, folder: join(homedir(), '.cache/caipai') },
])('with $env the cache is in $folder', ({ env, folder }) => {
  expect(cacheDir(env)).toBe(folder);
});
