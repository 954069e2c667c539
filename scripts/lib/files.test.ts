import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceDirectory, sweepLeftovers, temporaryBeside, writeFileAtomic } from './files.mjs';

/** Above what Linux hands out as a pid by default, so that no process has it. */
const deadPid = 4_194_305;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caipai-files-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('an atomic write leaves the content and nothing beside it', () => {
  writeFileAtomic(join(folder, 'made/for/it.json'), '{}');
  expect(readFileSync(join(folder, 'made/for/it.json'), 'utf8')).toBe('{}');
  expect(readdirSync(join(folder, 'made/for'))).toEqual(['it.json']);
});

test('a folder replaces another in full', () => {
  const target = join(folder, 'dist');
  mkdirSync(target);
  writeFileSync(join(target, 'old.js'), '');
  const fresh = temporaryBeside(target);
  mkdirSync(fresh);
  writeFileSync(join(fresh, 'new.js'), '');
  replaceDirectory(fresh, target);
  expect(readdirSync(target)).toEqual(['new.js']);
  expect(readdirSync(folder)).toEqual(['dist']);
});

test('a sweep takes what the dead left and spares the living and the finished', () => {
  const mine = temporaryBeside(join(folder, 'dist'));
  mkdirSync(mine);
  const left = join(folder, `.dist.tmp-${deadPid}-abc123`);
  mkdirSync(left);
  writeFileSync(join(left, 'half'), '');
  writeFileSync(join(folder, 'finished'), '');
  sweepLeftovers(folder);
  expect(existsSync(left)).toBe(false);
  expect(existsSync(mine)).toBe(true);
  expect(existsSync(join(folder, 'finished'))).toBe(true);
});

test('a sweep of a folder that is not there does nothing', () => {
  expect(() => sweepLeftovers(join(folder, 'nowhere'))).not.toThrow();
});
