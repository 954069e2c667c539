import { StudioError } from '@caipai/shared/errors/studio-error';
import type { Logger } from 'pino';
import type { ResolvedMediaConfig } from '../config/media-config.ts';
import type { FactHub } from '../facts.ts';
import type { WorkerPool } from '../workers/worker-pool.ts';
import { Room, type RoomDeps } from './room.ts';
import { Seats } from './seats.ts';

/** The rooms of this node by id. A room whose worker died leaves by itself and is told as lost. */
export class RoomRegistry {
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #open = new Map<string, Room>();
  readonly #pool: WorkerPool;
  readonly #facts: FactHub;
  readonly #log: Logger;
  readonly #deps: RoomDeps;

  constructor(pool: WorkerPool, config: ResolvedMediaConfig, facts: FactHub, log: Logger) {
    this.#pool = pool;
    this.#facts = facts;
    this.#log = log;
    this.#deps = {
      facts,
      log,
      pool,
      seats: new Seats(config.maxViewers),
      workerConsumers: config.workerConsumers,
      maxPublishBitrateBps: config.maxPublishBitrateBps,
    };
  }

  /** Idempotent: an open room is answered as it is. */
  open(id: string): Promise<Room> {
    const existing = this.#rooms.get(id);
    if (existing) return existing;
    const opening = this.#make(id);
    this.#rooms.set(id, opening);
    opening.catch(() => {
      if (this.#rooms.get(id) === opening) this.#rooms.delete(id);
    });
    return opening;
  }

  find(id: string): Room | undefined {
    return this.#open.get(id);
  }

  get(id: string): Room {
    const room = this.#open.get(id);
    if (!room) throw new StudioError('media.roomLost', `room ${id} is not open here`);
    return room;
  }

  async close(id: string): Promise<void> {
    const room = await this.#rooms.get(id)?.catch(() => undefined);
    if (!room || this.#open.get(id) !== room) return;
    this.#forget(id);
    room.close();
    this.#log.info({ roomId: id }, 'room closed');
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#rooms.keys()].map((id) => this.close(id)));
  }

  get size(): number {
    return this.#open.size;
  }

  async #make(id: string): Promise<Room> {
    const slot = await this.#pool.place();
    const room = await Room.open(id, slot, this.#deps);
    this.#open.set(id, room);
    room.router.on('workerclose', () => {
      if (this.#open.get(id) !== room) return;
      this.#forget(id);
      this.#log.error({ roomId: id }, 'room lost');
      this.#facts.tell({ type: 'roomLost', roomId: id });
    });
    this.#log.info({ roomId: id, workerPid: slot.worker.pid }, 'room opened');
    return room;
  }

  #forget(id: string): void {
    this.#open.delete(id);
    this.#rooms.delete(id);
  }
}
