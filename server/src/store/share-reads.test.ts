import { expect, test } from 'vitest';
import { shareReads } from './share-reads.ts';

function slowReads() {
  const reads: PromiseWithResolvers<number>[] = [];
  const read = shareReads(() => {
    const reading = Promise.withResolvers<number>();
    reads.push(reading);
    return reading.promise;
  });
  return { reads, read };
}

test('who asks while a read is on its way shares the next one, which begins after the question', async () => {
  const { reads, read } = slowReads();
  const first = read('a');
  const others = [read('a'), read('a'), read('a')];
  expect(reads).toHaveLength(1);
  reads[0]?.resolve(1);
  expect(await first).toBe(1);
  await expect.poll(() => reads.length).toBe(2);
  reads[1]?.resolve(2);
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
  void read('a');
  expect(reads).toHaveLength(3);
});

test('other questions are not held up, and a read that fails only fails those who share it', async () => {
  const { reads, read } = slowReads();
  const first = read('a');
  const second = read('a');
  void read('b');
  expect(reads).toHaveLength(2);
  reads[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await expect.poll(() => reads.length).toBe(3);
  reads[2]?.resolve(3);
  expect(await second).toBe(3);
});
