import type { LedgerRepository, NewEntry, Placed } from '../../store/repositories/ledger.ts';

interface Waiting {
  entry: NewEntry;
  resolve(placed: Placed): void;
  reject(error: unknown): void;
}

/** Entries per transaction: large enough to amortise the commit, small enough to answer soon. */
const MAX_BATCH = 500;
/** From so many at once on more are on their way: a transaction for each handful would cost more than it writes. */
const CROWD = 4;
const GATHER_MS = 30;
/** Comments come in crowds, and nobody waits for theirs. A cue is worth a transaction of its own. */
const maySettle = ({ entry }: NewEntry) => entry.kind === 'danmaku.sent' || entry.kind === 'danmaku.held';

/**
 * Group commit in front of the ledger: what arrives while one transaction runs goes together into the
 * next. A promise resolves only after its entry is durable, so an acknowledged entry survives a crash.
 */
export function createLedgerWriter(repository: Pick<LedgerRepository, 'append'>) {
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  let flushing = false;
  /** Ends the gathering that is going on. */
  let hurry: (() => void) | null = null;

  function gather(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, GATHER_MS);
      function done(): void {
        clearTimeout(timer);
        hurry = null;
        resolve();
      }
      hurry = done;
    });
  }

  async function writeBatch(batch: Waiting[]): Promise<void> {
    try {
      const placed = await repository.append(batch.map((each) => each.entry));
      batch.forEach((each, index) => {
        each.resolve(placed[index] as Placed);
      });
    } catch (error) {
      if (batch.length === 1) {
        batch[0]?.reject(error);
        return;
      }
      // One entry that cannot be written (its session was just deleted) must not take others with it.
      for (const each of batch) await writeBatch([each]);
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(MAX_BATCH);
      await writeBatch(batch);
      const crowd = batch.length >= CROWD && waiting.length < MAX_BATCH;
      if (crowd && !flushing && waiting.every((each) => maySettle(each.entry))) await gather();
    }
    running = null;
  }

  return {
    append(entry: NewEntry): Promise<Placed> {
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        if (!maySettle(entry)) hurry?.();
        running ??= drain();
      });
    },

    /** Resolves when everything handed over so far is written. */
    async flush(): Promise<void> {
      flushing = true;
      hurry?.();
      while (running) await running;
      flushing = false;
    },
  };
}
export type LedgerWriter = ReturnType<typeof createLedgerWriter>;
