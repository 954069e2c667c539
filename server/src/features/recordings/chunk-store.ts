import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { COPY_CHUNK_MAX_BYTES, FREE_SPACE_FACTOR } from '@caipai/shared/limits';
import { idSchema } from '@caipai/shared/schemas/common';

const chunkName = /^(\d{6})\.chunk$/;

/** Chunks of browsers' copies on the disk, where the media plane reads them. */
export function createChunkStore(recordingsDir: string, minFreeBytes: number) {
  const copiesDir = (sessionId: string) => path.join(recordingsDir, sessionId, 'copies');
  const dirOf = (sessionId: string, copyId: string) => path.join(copiesDir(sessionId), copyId);
  const copies = (sessionId: string): Promise<string[]> => readdir(copiesDir(sessionId)).catch(() => []);

  return {
    /**
     * Stores one chunk; storing it again puts the same in its place. Throws `copy.damaged` when its SHA-256 is not
     * the one announced, `input.tooLarge`, `recording.diskFull` where live sessions need the space, and
     * `session.notFound` where the recording was deleted meanwhile: its folder is not made anew.
     */
    async put(
      { sessionId, copyId, index }: { sessionId: string; copyId: string; index: number },
      sha256: string,
      bytes: Readable,
    ): Promise<void> {
      const { bavail, bsize } = await statfs(recordingsDir);
      if (bavail * bsize < FREE_SPACE_FACTOR * minFreeBytes + COPY_CHUNK_MAX_BYTES)
        throw new StudioError('recording.diskFull', 'no space for a copy');
      const dir = dirOf(sessionId, copyId);
      for (const each of [copiesDir(sessionId), dir]) await makeIn(each);
      const file = path.join(dir, `${String(index).padStart(6, '0')}.chunk`);
      const part = `${file}.${crypto.randomUUID()}.part`;
      const hash = createHash('sha256');
      try {
        await pipeline(bytes, hashed(hash), createWriteStream(part));
        if (hash.digest('base64') !== sha256) throw new StudioError('copy.damaged');
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw deletedOr(error);
      }
    },

    async list(sessionId: string, copyId: string): Promise<number[]> {
      const names = await readdir(dirOf(sessionId, copyId)).catch(() => []);
      return names.flatMap((name) => {
        const index = chunkName.exec(name)?.[1];
        return index === undefined ? [] : [Number(index)];
      });
    },

    /** Copies of a session that have chunks here. */
    copies,

    /** What all copies of a session take. */
    async bytes(sessionId: string): Promise<number> {
      let bytes = 0;
      for (const copyId of await copies(sessionId)) {
        const dir = dirOf(sessionId, copyId);
        const names = await readdir(dir).catch(() => []);
        const sizes = await Promise.all(names.map((name) => sizeOf(path.join(dir, name))));
        bytes += sizes.reduce((sum, size) => sum + size, 0);
      }
      return bytes;
    },

    /** Every copy that has a folder here, and when something last came into it. */
    async *all(): AsyncGenerator<{ sessionId: string; copyId: string; changedAtMs: number }> {
      for (const sessionId of await readdir(recordingsDir))
        for (const copyId of (await copies(sessionId)).filter(isId)) {
          const found = await stat(dirOf(sessionId, copyId)).catch(() => null);
          if (found) yield { sessionId, copyId, changedAtMs: found.mtimeMs };
        }
    },

    async remove(sessionId: string, copyId: string): Promise<void> {
      await rm(dirOf(sessionId, copyId), { recursive: true, force: true });
    },
  };
}
export type ChunkStore = ReturnType<typeof createChunkStore>;

const isId = (name: string): boolean => idSchema.safeParse(name).success;

/** A part that was put in its place meanwhile has no size under its old name. */
const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** Makes a folder in one that is there. */
async function makeIn(dir: string): Promise<void> {
  await mkdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw deletedOr(error);
  });
}

function deletedOr(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return error;
  return new StudioError('session.notFound', 'the recording is deleted');
}

function hashed(hash: ReturnType<typeof createHash>) {
  return async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const piece of source) {
      bytes += piece.length;
      if (bytes > COPY_CHUNK_MAX_BYTES) throw new StudioError('input.tooLarge');
      hash.update(piece);
      yield piece;
    }
  };
}
