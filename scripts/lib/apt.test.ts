import { expect, test } from 'vitest';
import { installedNames, notDebian } from './apt.mjs';
import { MissingPackages } from './errors.mjs';

test('who may not install packages gets the exact command, and what it is for', () => {
  const failure = new MissingPackages(['g++', 'meson'], ['to build the media worker']);
  expect(failure.message).toBe('System packages are missing, needed to build the media worker: g++ meson');
  expect(failure.hint).toContain('    sudo apt-get install -y g++ meson\n');
});

test('what several steps miss is asked for once, in one command', () => {
  const failure = MissingPackages.together([
    new MissingPackages(['ffmpeg', 'meson'], ['to record']),
    new MissingPackages(['g++', 'meson'], ['to build']),
  ]);
  expect(failure.message).toBe('System packages are missing, needed to record, to build: ffmpeg meson g++');
  expect(failure.hint).toContain('sudo apt-get install -y ffmpeg meson g++\n');
});

test('a system that is no Debian gets the names to look for', () => {
  const { hint } = notDebian(['ffmpeg'], 'to record sessions');
  expect(hint).toContain('not Debian or Ubuntu');
  expect(hint).toContain('    ffmpeg\n');
});

test('a package that was removed but left its settings does not count as installed', () => {
  const names = installedNames('ffmpeg installed\nredis-tools config-files\nmeson half-installed\n\n');
  expect([...names]).toEqual(['ffmpeg']);
});
