import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesUnder, hashOf, readStamp, writeStamp } from './stamp.mjs';

let folder: string;
let a: string;
let b: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caipai-stamp-'));
  a = join(folder, 'a.ts');
  b = join(folder, 'deep/b.ts');
  mkdirSync(join(folder, 'deep'));
  writeFileSync(a, 'one');
  writeFileSync(b, 'two');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the same files give the same hash in any order', () => {
  expect(hashOf(folder, [a, b])).toBe(hashOf(folder, [b, a]));
});

test('a changed content, a changed name and a changed fact each change the hash', () => {
  const before = hashOf(folder, [a, b], ['x64']);
  expect(hashOf(folder, [a, b], ['arm64'])).not.toBe(before);
  writeFileSync(b, 'tow');
  const edited = hashOf(folder, [a, b], ['x64']);
  expect(edited).not.toBe(before);
  const renamed = join(folder, 'deep/c.ts');
  renameSync(b, renamed);
  expect(hashOf(folder, [a, renamed], ['x64'])).not.toBe(edited);
});

test('text that moves from one file to the next changes the hash', () => {
  const before = hashOf(folder, [a, b]);
  writeFileSync(a, 'onet');
  writeFileSync(b, 'wo');
  expect(hashOf(folder, [a, b])).not.toBe(before);
});

test('a checkout in another place gives the same hash', () => {
  const elsewhere = `${folder}-moved`;
  const before = hashOf(folder, [a, b]);
  renameSync(folder, elsewhere);
  expect(hashOf(elsewhere, [join(elsewhere, 'a.ts'), join(elsewhere, 'deep/b.ts')])).toBe(before);
  renameSync(elsewhere, folder);
});

test('files are found at any depth, and none in a folder that is not there', () => {
  expect(filesUnder(folder).sort()).toEqual([a, b]);
  expect(filesUnder(join(folder, 'nowhere'))).toEqual([]);
});

test('a stamp is read as it was written, and is null before', () => {
  const stamp = join(folder, 'new/.stamp');
  expect(readStamp(stamp)).toBeNull();
  writeStamp(stamp, 'abc');
  expect(readStamp(stamp)).toBe('abc');
});
