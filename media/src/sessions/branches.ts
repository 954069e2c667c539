import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { loadOf, type WorkerPool, type WorkerSlot } from '../workers/worker-pool.ts';
import { mediaCodecs } from './codecs.ts';

/** Where receiving transports of a room open: its home router, or a branch of it on another worker. */
export interface Site {
  readonly router: types.Router;
  readonly slot: WorkerSlot;
  /** Makes a producer of the home router readable here; once for however many ask. */
  bring(producer: types.Producer): Promise<void>;
}

interface BranchesOptions {
  home: Pick<Site, 'router' | 'slot'>;
  pool: WorkerPool;
  /** A worker with so many consumers takes no more while another has fewer. */
  workerConsumers: number;
  /** The worker of a branch died: whoever received there receives nothing now. */
  onLost: (site: Site) => void;
  log: Logger;
}

/** Someone who reloads the page finds the branch still there. */
const IDLE_MS = 5_000;

/**
 * Spreads the viewers of one room over workers. Publishers and recordings stay on the home router; branches get
 * every track over one pipe each, and close with their last viewer.
 */
export class Branches {
  readonly home: Site;
  readonly #options: BranchesOptions;
  readonly #branches = new Map<WorkerSlot, Promise<Branch>>();
  #closed = false;

  constructor(options: BranchesOptions) {
    this.#options = options;
    this.home = { ...options.home, bring: async () => {} };
  }

  /**
   * Runs `use` at the site that suits `consumers` more best; they count there from this moment on. Who must stay
   * with the session `atHome` is there however full it is.
   */
  async at<T>(
    { consumers, atHome }: { consumers: number; atHome: boolean },
    use: (site: Site) => Promise<T>,
  ): Promise<T> {
    const slot = atHome ? this.home.slot : this.#choose(consumers);
    slot.arriving += consumers;
    try {
      if (slot === this.home.slot) return await use(this.home);
      const branch = await this.#branchOn(slot);
      return await branch.whileNeeded(() => use(branch));
    } finally {
      slot.arriving -= consumers;
    }
  }

  /** A producer that begins with a key frame reaches the branches with it, before any viewer asks. */
  async bringEverywhere(producer: types.Producer): Promise<void> {
    await Promise.all([...this.#branches.values()].map(async (branch) => (await branch).bring(producer)));
  }

  close(): void {
    this.#closed = true;
    for (const opening of this.#branches.values())
      opening.then(
        (branch) => branch.close(),
        () => {},
      );
    this.#branches.clear();
  }

  /** Home as long as there is room; then where the tracks are already; then the worker with the least to do. */
  #choose(consumers: number): WorkerSlot {
    const { home, pool, workerConsumers } = this.#options;
    const fits = (slot: WorkerSlot) => loadOf(slot) + consumers <= workerConsumers;
    if (fits(home.slot)) return home.slot;
    const slots = pool.byLoad();
    return slots.find((slot) => this.#branches.has(slot) && fits(slot)) ?? slots[0] ?? home.slot;
  }

  #branchOn(slot: WorkerSlot): Promise<Branch> {
    const existing = this.#branches.get(slot);
    if (existing) return existing;
    const opening = this.#open(slot);
    this.#branches.set(slot, opening);
    opening.catch(() => this.#forget(slot, opening));
    return opening;
  }

  async #open(slot: WorkerSlot): Promise<Branch> {
    const { home, log, onLost } = this.#options;
    const router = await slot.worker.createRouter({ mediaCodecs });
    const branch = new Branch(home.router, router, slot);
    if (this.#closed) branch.close();
    const workerPid = slot.worker.pid;
    log.info({ workerPid }, 'branch opened');
    router.on('workerclose', () => {
      if (this.#closed) return;
      log.error({ workerPid }, 'branch lost');
      onLost(branch);
    });
    const opening = this.#branches.get(slot);
    router.observer.once('close', () => this.#forget(slot, opening));
    return branch;
  }

  #forget(slot: WorkerSlot, opening: Promise<Branch> | undefined): void {
    if (this.#branches.get(slot) === opening) this.#branches.delete(slot);
  }
}

class Branch implements Site {
  readonly router: types.Router;
  readonly slot: WorkerSlot;
  readonly #home: types.Router;
  readonly #pipes = new Map<string, Promise<void>>();
  #idleTimer: NodeJS.Timeout | undefined;
  #viewers = 0;
  #arriving = 0;

  constructor(home: types.Router, router: types.Router, slot: WorkerSlot) {
    this.router = router;
    this.slot = slot;
    this.#home = home;
    router.observer.once('close', () => clearTimeout(this.#idleTimer));
    router.observer.on('newtransport', (transport) => {
      if (transport.type !== 'webrtc') return;
      this.#viewers += 1;
      transport.observer.once('close', () => {
        this.#viewers -= 1;
        this.#closeWhenIdle();
      });
    });
  }

  async whileNeeded<T>(use: () => Promise<T>): Promise<T> {
    this.#arriving += 1;
    try {
      return await use();
    } finally {
      this.#arriving -= 1;
      this.#closeWhenIdle();
    }
  }

  bring(producer: types.Producer): Promise<void> {
    const existing = this.#pipes.get(producer.id);
    if (existing) return existing;
    const piping = this.#pipe(producer);
    this.#pipes.set(producer.id, piping);
    piping.catch(() => this.#pipes.delete(producer.id));
    return piping;
  }

  close(): void {
    this.router.close();
  }

  async #pipe(producer: types.Producer): Promise<void> {
    const { pipeProducer } = await this.#home.pipeToRouter({
      producerId: producer.id,
      router: this.router,
      enableSctp: false,
      // A worker that is held up for a moment must not cost all viewers of a branch a picture.
      enableRtx: true,
    });
    pipeProducer?.observer.once('close', () => this.#pipes.delete(producer.id));
  }

  /** A branch that nobody watches would go on costing a pipe for each track. */
  #closeWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    if (this.router.closed) return;
    this.#idleTimer = setTimeout(() => {
      if (this.#viewers === 0 && this.#arriving === 0) this.close();
    }, IDLE_MS);
  }
}
