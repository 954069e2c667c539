import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { formatDuration, Progress } from './progress.mjs';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function output({ isTTY }: { isTTY: boolean }) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 60 });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => String(stream.read() ?? '') };
}

test('where nobody watches it says a plain line at the start, every ten seconds, and at the end', () => {
  const { stream, text } = output({ isTTY: false });
  const progress = new Progress('Building', { typicalSeconds: 200, output: stream });
  progress.update('compiling', 0.5);
  vi.advanceTimersByTime(25_000);
  progress.done();
  expect(text().split('\n')).toEqual([
    '• Building, usually 3 min 20 s …',
    '  Building 50 % (10 s): compiling',
    '  Building 50 % (20 s): compiling',
    '✓ Building (25 s)',
    '',
  ]);
});

test('on a terminal it rewrites one line that never wraps', () => {
  const { stream, text } = output({ isTTY: true });
  const progress = new Progress('Building', { output: stream });
  progress.update('x'.repeat(200));
  vi.advanceTimersByTime(300);
  const lines = text().split('\r\x1b[K').slice(1);
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line.length).toBeLessThan(60);
  progress.fail();
  expect(text()).toBe('\r\x1b[K✗ Building: failed (300 ms)\n');
});

test.for([
  [240, '240 ms'],
  [9_900, '9.9 s'],
  [59_700, '60 s'],
  [119_700, '2 min'],
  [230_000, '3 min 50 s'],
] as const)('%d ms reads as %s', ([ms, text]) => {
  expect(formatDuration(ms)).toBe(text);
});
