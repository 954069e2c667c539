import { appendFile } from 'node:fs/promises';

/** Appends JSON lines to a file, one after another; `flushed()` resolves when all are handed to the system. */
export function openLineLog(path: string, onError: (error: unknown) => void) {
  let tail: Promise<void> = Promise.resolve();
  return {
    append(entry: object): void {
      tail = tail.then(() => appendFile(path, `${JSON.stringify(entry)}\n`)).catch(onError);
    },
    flushed: (): Promise<void> => tail,
  };
}
