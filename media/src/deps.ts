import type { Logger } from 'pino';
import type { Recogniser } from './transcript/recogniser.ts';

/** What a media node gets from outside. */
export interface MediaDeps {
  log: Logger;
  /** Wall clock; every moment in facts and recordings is taken from it. */
  clock: { nowMs(): number };
  /** Free bytes on the file system that holds `path`; the default asks the file system. */
  freeBytes?: (path: string) => Promise<number>;
  /** Listens instead of the one that the configuration names. */
  recogniser?: Recogniser;
}
