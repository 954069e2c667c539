import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type EvidenceType, evidenceTypes } from '@caipai/shared/domain/product-terms';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { EVIDENCE_MAX_BYTES } from '@caipai/shared/limits';
import { fileTypeFromFile } from 'file-type';

export interface StoredFile {
  storedAs: string;
  type: EvidenceType;
  bytes: number;
  sha256: string;
}

/** Files of products in the data folder, where no page is served from, under names that are made up here. */
export function createProductFiles(dataDir: string, minFreeBytes: number) {
  const folder = path.join(dataDir, 'products');
  const discard = (storedAs: string) => rm(path.join(folder, storedAs), { force: true });

  return {
    folder,
    discard,

    /**
     * Takes the bytes in and looks at them: what a file is called says nothing. Throws `evidence.wrongType`,
     * `input.tooLarge`, and `server.diskFull` where live sessions need the space.
     */
    async take(bytes: Readable): Promise<StoredFile> {
      await mkdir(folder, { recursive: true });
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < minFreeBytes + EVIDENCE_MAX_BYTES) throw new StudioError('server.diskFull');
      const storedAs = crypto.randomUUID();
      const file = path.join(folder, storedAs);
      const hash = createHash('sha256');
      let size = 0;
      try {
        await pipeline(
          bytes,
          async function* (source: AsyncIterable<Buffer>) {
            for await (const piece of source) {
              size += piece.length;
              if (size > EVIDENCE_MAX_BYTES) throw new StudioError('input.tooLarge');
              hash.update(piece);
              yield piece;
            }
          },
          createWriteStream(file, { flags: 'wx' }),
        );
        const found = await fileTypeFromFile(file).catch(() => undefined);
        const type = evidenceTypes.find((each) => each === found?.mime);
        if (!type) throw new StudioError('evidence.wrongType', found?.mime);
        return { storedAs, type, bytes: size, sha256: hash.digest('hex') };
      } catch (error) {
        await discard(storedAs);
        throw error;
      }
    },
  };
}
export type ProductFiles = ReturnType<typeof createProductFiles>;
