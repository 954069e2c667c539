import { expect, test } from 'vitest';
import { ninjaFraction } from './build.mjs';
import { formatKey, workerKey } from './cache-key.mjs';
import { patched } from './patches.mjs';

const parts = {
  version: '3.27.1',
  platform: 'linux',
  arch: 'x64',
  libc: 'glibc2.36',
  recipe: 'ab'.repeat(32),
};

test('the cache key tells apart everything that a built worker depends on', () => {
  const key = formatKey(parts);
  expect(key).toBe('3.27.1-linux-x64-glibc2.36-abababababab');
  for (const [name, other] of Object.entries({
    version: '3.27.2',
    platform: 'darwin',
    arch: 'arm64',
    libc: 'musl',
    recipe: 'cd'.repeat(32),
  })) {
    expect(formatKey({ ...parts, [name]: other })).not.toBe(key);
  }
});

test('the key of this machine is stable and fit for a folder name', () => {
  expect(workerKey()).toBe(workerKey());
  expect(workerKey()).toMatch(/^[\w.]+(-[\w.]+){4}$/);
});

test('a patch that finds its place once is applied', () => {
  expect(patched('if (a == b) {}', { file: 'x.cpp', from: 'a == b', to: 'a & b' })).toBe('if (a & b) {}');
});

test.for(['nothing alike', 'a == b, a == b'])('a patch does not guess: %s', (text) => {
  expect(() => patched(text, { file: 'x.cpp', from: 'a == b', to: 'a & b' })).toThrow('x.cpp');
});

test.for([
  ['[17/261] Compiling C++ object', 17 / 261],
  ['[261/261] Linking target', 1],
  ['warning: [1/2] is no progress', null],
] as const)('ninja says %s', ([line, fraction]) => {
  expect(ninjaFraction(line)).toBe(fraction);
});
