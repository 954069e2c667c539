import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RecogniserError } from './recogniser.ts';

export interface ModelFiles {
  tokens: string;
  encoder: string;
  decoder: string;
  joiner: string;
}

const patterns: Record<keyof ModelFiles, RegExp> = {
  tokens: /^tokens\.txt$/,
  encoder: /^encoder.*\.onnx$/,
  decoder: /^decoder.*\.onnx$/,
  joiner: /^joiner.*\.onnx$/,
};
const asWritten: Record<keyof ModelFiles, string> = {
  tokens: 'tokens.txt',
  encoder: 'encoder*.onnx',
  decoder: 'decoder*.onnx',
  joiner: 'joiner*.onnx',
};

/** The files of a streaming zipformer in a folder. Of what is there in 8 bits too, only the small decoder is not. */
export async function findModelFiles(dir: string): Promise<ModelFiles> {
  const names = await readdir(dir).catch((error: unknown) => {
    throw new RecogniserError(`TRANSCRIPT_MODEL_DIR: the folder ${dir} cannot be read.`, { cause: error });
  });
  const found = (part: keyof ModelFiles) => {
    const fitting = names.filter((name) => patterns[part].test(name)).sort();
    return fitting.find((name) => name.includes('int8') === (part !== 'decoder')) ?? fitting[0];
  };
  const parts = Object.keys(patterns) as (keyof ModelFiles)[];
  const missing = parts.filter((part) => found(part) === undefined);
  if (missing.length > 0)
    throw new RecogniserError(
      `TRANSCRIPT_MODEL_DIR: ${dir} holds no streaming model; missing: ${missing.map((part) => asWritten[part]).join(', ')}.`,
    );
  return Object.fromEntries(
    parts.map((part) => [part, join(dir, found(part) ?? '')]),
  ) as unknown as ModelFiles;
}
