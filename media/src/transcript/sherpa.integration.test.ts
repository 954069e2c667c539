import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMediaRig } from '../testing/media-rig.ts';

let modelDir: string;
beforeEach(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'model-'));
});
afterEach(() => rm(modelDir, { recursive: true, force: true }));

const start = () => openMediaRig({ transcript: { recogniser: 'sherpa', modelDir } });

it('a node that was to listen by a model does not start without one, and says what is missing', async () => {
  await expect(start()).rejects.toMatchObject({
    name: 'RecogniserError',
    message: expect.stringContaining('tokens.txt, encoder*.onnx, decoder*.onnx, joiner*.onnx'),
  });
});

it('nor with a model that is none, or without the package that reads it', async () => {
  for (const name of ['tokens.txt', 'encoder.onnx', 'decoder.onnx', 'joiner.onnx'])
    await writeFile(join(modelDir, name), 'no model');
  await expect(start()).rejects.toMatchObject({
    name: 'RecogniserError',
    message: expect.stringMatching(/sherpa-onnx-node|cannot be loaded|while it loaded/),
  });
});
