import { StudioError } from '@caipai/shared/errors/studio-error';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import type { ResolvedMediaConfig } from '../config/media-config.ts';
import { startWorker } from './start-worker.ts';

/** A running worker with its one WebRTC port. */
export interface WorkerSlot {
  worker: types.Worker;
  webRtcServer: types.WebRtcServer;
  /** What runs on it now. */
  readonly counts: WorkerCounts;
  /** Consumers that are about to open here. */
  arriving: number;
  /** Consumers that will open for viewers who are here already. */
  expected: number;
}

export interface WorkerCounts {
  routers: number;
  transports: number;
  consumers: number;
}

/** The measure for placement: a worker's time goes where packets are sent. */
export function loadOf({ counts, arriving, expected }: WorkerSlot): number {
  return counts.consumers + arriving + expected;
}

export interface WorkerStatus extends WorkerCounts {
  pid: number;
}

const restartDelaysMs = [0, 200, 1_000, 3_000, 10_000];
const HEALTHY_AFTER_MS = 30_000;
const PLACE_TIMEOUT_MS = 5_000;

/**
 * Keeps `workerCount` mediasoup workers alive. A worker that dies takes its routers with it (their
 * `workerclose` event tells); a new one starts at once on the same port, later after repeated deaths.
 */
export class WorkerPool {
  readonly #config: ResolvedMediaConfig;
  readonly #log: Logger;
  readonly #slots = new Map<number, WorkerSlot>();
  readonly #ports = new Set<number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiters: (() => void)[] = [];
  #closed = false;

  constructor(config: ResolvedMediaConfig, log: Logger) {
    this.#config = config;
    this.#log = log;
  }

  /** Resolves when all workers run; rejects when one cannot be started at all. */
  async start(): Promise<void> {
    const indexes = Array.from({ length: this.#config.workerCount }, (_, index) => index);
    try {
      // One after another, so that two of them never try the same port.
      for (const index of indexes) await this.#startSlot(index, 0);
    } catch (error) {
      this.close();
      throw new StudioError('media.unavailable', 'mediasoup worker did not start', { cause: error });
    }
  }

  /** Running workers, the one with the least to do first. */
  byLoad(): WorkerSlot[] {
    // A worker that just died may still stand in the list while others are told of it.
    return [...this.#slots.values()]
      .filter((slot) => !slot.worker.closed)
      .sort((a, b) => loadOf(a) - loadOf(b) || a.counts.routers - b.counts.routers);
  }

  /** The worker with the fewest consumers; waits for a restart when all are down. */
  async place(): Promise<WorkerSlot> {
    const deadlineMs = performance.now() + PLACE_TIMEOUT_MS;
    for (;;) {
      if (this.#closed) throw new StudioError('media.unavailable', 'media node is closed');
      const [slot] = this.byLoad();
      if (slot) return slot;
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0) throw new StudioError('media.unavailable', 'no worker is running');
      await this.#nextChange(leftMs);
    }
  }

  status(): WorkerStatus[] {
    return [...this.#slots.values()].map(({ worker, counts }) => ({ pid: worker.pid, ...counts }));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const slot of this.#slots.values()) slot.worker.close();
    this.#slots.clear();
    this.#wake();
  }

  async #startSlot(index: number, deaths: number): Promise<void> {
    const { worker, webRtcServer, port } = await startWorker(this.#config, this.#ports, this.#log);
    if (this.#closed) {
      worker.close();
      return;
    }
    this.#ports.add(port);
    const slot: WorkerSlot = {
      worker,
      webRtcServer,
      counts: { routers: 0, transports: 0, consumers: 0 },
      arriving: 0,
      expected: 0,
    };
    this.#slots.set(index, slot);
    follow(slot);
    const startedAtMs = performance.now();
    worker.on('died', (error) => {
      this.#slots.delete(index);
      this.#ports.delete(port);
      const wasHealthy = performance.now() - startedAtMs > HEALTHY_AFTER_MS;
      this.#log.error({ err: error, workerPid: worker.pid }, 'worker died');
      this.#restart(index, wasHealthy ? 0 : deaths);
    });
    this.#log.info({ workerPid: worker.pid, port }, 'worker started');
    this.#wake();
  }

  #restart(index: number, deaths: number): void {
    if (this.#closed) return;
    const delayMs = restartDelaysMs[Math.min(deaths, restartDelaysMs.length - 1)] ?? 0;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#startSlot(index, deaths + 1).catch((error: unknown) => {
        this.#log.error({ err: error }, 'worker restart failed');
        this.#restart(index, deaths + 1);
      });
    }, delayMs);
    this.#timers.add(timer);
  }

  #nextChange(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }
}

function follow({ worker, counts }: WorkerSlot): void {
  const count = (
    what: keyof WorkerCounts,
    closing: { once(name: 'close', listener: () => void): unknown },
  ) => {
    counts[what] += 1;
    closing.once('close', () => {
      counts[what] -= 1;
    });
  };
  worker.observer.on('newrouter', (router) => {
    count('routers', router.observer);
    router.observer.on('newtransport', (transport) => {
      count('transports', transport.observer);
      transport.observer.on('newconsumer', (consumer) => count('consumers', consumer.observer));
    });
  });
}
