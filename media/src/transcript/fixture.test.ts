import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HeardSegment } from '@caipai/shared/schemas/transcript';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openFixture } from './fixture.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fixture-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function fixtureOf(text: string) {
  const file = join(dir, 'sentences.jsonl');
  await writeFile(file, text);
  return openFixture(file);
}
const line = (atMs: number, endMs: number, text: string) => JSON.stringify({ atMs, endMs, text });
const log = pino({ level: 'silent' });

it('sentences come at their times, and an interruption neither repeats nor begins them anew', async () => {
  const fixture = await fixtureOf(`${line(0, 40, '第一句')}\n\n${line(60, 300, '第二句')}\n`);
  const told: HeardSegment[] = [];
  const input = {
    ...{ roomId: 'room', log, clock: { nowMs: Date.now } },
    tell: (segment: HeardSegment) => told.push(segment),
  };
  const beganAtMs = Date.now();
  const finals = () => told.filter(({ final }) => final);
  const first = fixture.listen(input);
  await vi.waitFor(() => expect(finals()).toHaveLength(1));
  await first.close();
  const second = fixture.listen(input);
  await vi.waitFor(() => expect(finals()).toHaveLength(2));
  await second.close();
  expect(finals().map(({ text }) => text)).toEqual(['第一句', '第二句']);
  const [, last] = finals();
  expect((last?.untilMs ?? 0) - (last?.fromMs ?? 0)).toBe(240);
  expect((last?.untilMs ?? 0) - beganAtMs).toBeLessThan(400);
  expect(told.some(({ final, id }) => !final && id === finals()[0]?.id)).toBe(true);
});

it.each([
  ['no JSON', 'hello'],
  ['no text', '{"atMs":0,"endMs":1}'],
  ['an end before its beginning', line(5, 1, '好')],
])('a line that is %s is refused with its number', async (_, wrong) => {
  await expect(fixtureOf(`${line(0, 1, '好')}\n${wrong}`)).rejects.toThrow(/line 2 of/);
});

it('a file that is not there is named', async () => {
  await expect(openFixture(join(dir, 'none.jsonl'))).rejects.toThrow(/none\.jsonl cannot be read/);
});
