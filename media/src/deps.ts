import type { Logger } from 'pino';

/** What a media node gets from outside. */
export interface MediaDeps {
  log: Logger;
  /** Wall clock; every moment in facts and recordings is taken from it. */
  clock: { nowMs(): number };
  /** Free bytes on the file system that holds `path`; the default asks the file system. */
  freeBytes?: (path: string) => Promise<number>;
}
