import { expect, test } from 'vitest';
import { installCommand, installedNames, notDebian, notRoot } from './apt.mjs';

test('who may not install packages gets the exact command, and what it is for', () => {
  const failure = notRoot(['g++', 'meson'], 'to build the media worker');
  expect(failure.message).toBe('System packages are missing, needed to build the media worker: g++ meson');
  expect(failure.hint).toContain('sudo apt-get install -y g++ meson\n');
});

test('a system that is no Debian gets the names to look for', () => {
  const { hint } = notDebian(['ffmpeg'], 'to record sessions');
  expect(hint).toContain('not Debian or Ubuntu');
  expect(hint).toContain('    ffmpeg\n');
});

test('the command installs all of them at once', () => {
  expect(installCommand(['a', 'b'])).toBe('sudo apt-get install -y a b');
});

test('a package that was removed but left its settings does not count as installed', () => {
  const names = installedNames('ffmpeg installed\nredis-tools config-files\nmeson half-installed\n\n');
  expect([...names]).toEqual(['ffmpeg']);
});
