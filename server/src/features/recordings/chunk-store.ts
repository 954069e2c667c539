import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { COPY_CHUNK_MAX_BYTES, FREE_SPACE_FACTOR } from '@caipai/shared/limits';

const chunkName = /^(\d{6})\.chunk$/;

/** Chunks of browsers' copies on the disk, where the media plane reads them. */
export function createChunkStore(recordingsDir: string, minFreeBytes: number) {
  const dirOf = (sessionId: string, copyId: string) => path.join(recordingsDir, sessionId, 'copies', copyId);

  return {
    /**
     * Stores one chunk; storing it again puts the same in its place. Throws `copy.damaged` when its SHA-256 is not
     * the one announced, `input.tooLarge`, and `recording.diskFull` where live sessions need the space.
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
      await mkdir(dir, { recursive: true });
      const file = path.join(dir, `${String(index).padStart(6, '0')}.chunk`);
      const part = `${file}.${crypto.randomUUID()}.part`;
      const hash = createHash('sha256');
      try {
        await pipeline(bytes, hashed(hash), createWriteStream(part));
        if (hash.digest('base64') !== sha256) throw new StudioError('copy.damaged');
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
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
    async copies(sessionId: string): Promise<string[]> {
      return readdir(path.join(recordingsDir, sessionId, 'copies')).catch(() => []);
    },

    async remove(sessionId: string, copyId: string): Promise<void> {
      await rm(dirOf(sessionId, copyId), { recursive: true, force: true });
    },
  };
}
export type ChunkStore = ReturnType<typeof createChunkStore>;

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
