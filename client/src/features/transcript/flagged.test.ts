import type { Hit } from '@caipai/shared/compliance/types';
import type { TranscriptLine } from '@caipai/shared/schemas/transcript';
import type { Violation } from '@caipai/shared/schemas/violation';
import { expect, it } from 'vitest';
import { openFlags, wordsOf, worstHit } from './flagged.ts';

const hit = (start: number, severity: Hit['severity'], permitted = false) =>
  ({ start, end: start + 2, severity, permitted, category: 'absolute-term' }) as Hit;
const line = (id: string, hits: Hit[]): TranscriptLine => ({
  ...{ id, fromMs: 0, untilMs: 1, text: '最好的茶可以治病', hits },
});

it('the worst of a sentence is what it is answered for, the first among equals', () => {
  expect(worstHit(line('a', [hit(0, 'warn'), hit(6, 'block'), hit(2, 'block')]))?.start).toBe(2);
  expect(wordsOf(line('a', []), hit(6, 'block'))).toBe('治病');
});

it('what is only worth a thought, or proved, asks for nothing', () => {
  expect(worstHit(line('a', [hit(0, 'notice'), hit(2, 'block', true)]))).toBeNull();
});

it('a sentence is open until somebody raised it', () => {
  const lines = [line('a', [hit(0, 'block')]), line('b', [hit(0, 'warn')]), line('c', [])];
  expect(openFlags(lines, [])).toBe(2);
  expect(openFlags(lines, [{ id: 'a' } as Violation])).toBe(1);
});
