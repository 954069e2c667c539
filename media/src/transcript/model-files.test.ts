import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findModelFiles } from './model-files.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'model-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));
const put = (...names: string[]) => Promise.all(names.map((name) => writeFile(join(dir, name), '')));

it('the files of a model are found by their kind, the small ones where there are two', async () => {
  await put('tokens.txt', 'README.md', 'encoder-epoch-99-avg-1.onnx', 'encoder-epoch-99-avg-1.int8.onnx');
  await put('decoder-epoch-99-avg-1.int8.onnx', 'decoder-epoch-99-avg-1.onnx', 'joiner-epoch-99-avg-1.onnx');
  expect(await findModelFiles(dir)).toEqual({
    tokens: join(dir, 'tokens.txt'),
    encoder: join(dir, 'encoder-epoch-99-avg-1.int8.onnx'),
    decoder: join(dir, 'decoder-epoch-99-avg-1.onnx'),
    joiner: join(dir, 'joiner-epoch-99-avg-1.onnx'),
  });
});

it('a folder without a model is refused with the names of what it lacks', async () => {
  await put('tokens.txt', 'decoder.onnx', 'encoder.txt');
  await expect(findModelFiles(dir)).rejects.toThrow(/missing: encoder\*\.onnx, joiner\*\.onnx\./);
});

it('a folder that is not there is named', async () => {
  await expect(findModelFiles(join(dir, 'nowhere'))).rejects.toThrow(/nowhere cannot be read/);
});
