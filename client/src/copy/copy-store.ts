import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export interface LocalChunk {
  index: number;
  /** By the server's clock, as well as the browser knows it; sound and picture in it are from this stretch. */
  fromWallMs: number;
  toWallMs: number;
  bytes: number;
}

/** A recording that this browser made of its own camera and microphone while they were on air. */
export interface LocalCopy {
  copyId: string;
  sessionId: string;
  title: string;
  userId: string;
  mimeType: string;
  startedWallMs: number;
  chunks: LocalChunk[];
}

interface Schema extends DBSchema {
  copies: { key: string; value: LocalCopy };
  /** Key: copy id and index. */
  chunks: { key: [string, number]; value: Blob };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

function open(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('caipai-copies', 1, {
    upgrade(database) {
      database.createObjectStore('copies', { keyPath: 'copyId' });
      database.createObjectStore('chunks');
    },
  }).catch((cause: unknown) => {
    // What is refused now, to a private window say, may be granted at the next try.
    opening = null;
    throw cause;
  });
  return opening;
}

export const bytesOf = (copy: LocalCopy): number => copy.chunks.reduce((sum, { bytes }) => sum + bytes, 0);

export async function listCopies(userId: string): Promise<LocalCopy[]> {
  const copies = await (await open()).getAll('copies');
  return copies.filter((copy) => copy.userId === userId).sort((a, b) => b.startedWallMs - a.startedWallMs);
}

/** Whether there is a copy of anybody: several people may use this browser. */
export async function holdsCopies(): Promise<boolean> {
  return (await (await open()).count('copies')) > 0;
}

export async function putCopy(copy: LocalCopy): Promise<void> {
  await (await open()).put('copies', copy);
}

/** Stores the chunk and the copy that lists it, both or none. */
export async function putChunk(copy: LocalCopy, index: number, blob: Blob): Promise<void> {
  const work = (await open()).transaction(['copies', 'chunks'], 'readwrite');
  await Promise.all([
    work.objectStore('chunks').put(blob, [copy.copyId, index]),
    work.objectStore('copies').put(copy),
    work.done,
  ]);
}

export async function removeChunk(copy: LocalCopy, index: number): Promise<void> {
  const work = (await open()).transaction(['copies', 'chunks'], 'readwrite');
  await Promise.all([
    work.objectStore('chunks').delete([copy.copyId, index]),
    work.objectStore('copies').put(copy),
    work.done,
  ]);
}

export async function findChunk(copyId: string, index: number): Promise<Blob | undefined> {
  return (await open()).get('chunks', [copyId, index]);
}

export async function removeCopy(copyId: string): Promise<void> {
  const work = (await open()).transaction(['copies', 'chunks'], 'readwrite');
  await Promise.all([
    work.objectStore('copies').delete(copyId),
    work.objectStore('chunks').delete(IDBKeyRange.bound([copyId, 0], [copyId, Number.MAX_SAFE_INTEGER])),
    work.done,
  ]);
}
