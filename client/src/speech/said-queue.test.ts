import { ok, type Refusal, type Result, refuse } from '@caipai/shared/protocol/result';
import type { HeardSegment } from '@caipai/shared/schemas/transcript';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SaidQueue } from './said-queue.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const segment = (id: string, final = true): HeardSegment => ({ id, fromMs: 1, untilMs: 2, text: id, final });

function setUp(answers: (Refusal['code'] | 'ok')[]) {
  const asked: { id: string; volatile: boolean }[] = [];
  const ask = async (_: string, { id }: { id: string }, options?: { volatile?: boolean }) => {
    asked.push({ id, volatile: options?.volatile === true });
    const code = answers.shift() ?? 'ok';
    return (code === 'ok' ? ok(null) : refuse(code)) as Result<null>;
  };
  return { asked, queue: new SaidQueue({ ask: ask as never }) };
}

it('sentences go one after the other, and again while the server is away', async () => {
  const { asked, queue } = setUp(['server.unavailable', 'transcript.tooFast']);
  queue.push(segment('a'));
  queue.push(segment('b'));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked.map(({ id }) => id)).toEqual(['a', 'a', 'a', 'b']);
});

it('what the server will never take holds nothing up', async () => {
  const { asked, queue } = setUp(['session.wrongState']);
  queue.push(segment('a'));
  queue.push(segment('b'));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('what is not yet a sentence waits for nothing and may get lost', async () => {
  const { asked, queue } = setUp(['server.unavailable']);
  queue.push(segment('a', false));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked).toEqual([{ id: 'a', volatile: true }]);
});
