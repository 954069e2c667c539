import type { Logger } from '../observability/log.ts';
import type { StudioServer } from '../realtime/socket-types.ts';

/** What one process knows of the way to the others. */
export interface Cluster {
  /** False while Redis is away: the others can neither hear nor be asked. */
  inTouch(): boolean;
  /** Redis is back after an absence in which this process may have missed what others said. */
  onBack(listener: () => void): void;
  leave(): Promise<void>;
}

/** The stream keeps so many entries for processes that were away, and each process as many unsent ones. */
const KEPT_ENTRIES = 20_000;
/** A Redis that is connected and says nothing is given up after the second of these. */
const PING_EVERY_MS = 1_000;
const SILENT_AFTER_MS = 3_000;
const LONGEST_RECONNECT_DELAY_MS = 1_000;

/**
 * Joins several server processes into one: broadcasts travel through a Redis stream, which outlives a
 * short absence of Redis. What is said in the meantime reaches this process's own pages at once and the
 * others when Redis is back.
 */
export async function joinCluster(io: StudioServer, redisUrl: string, log: Logger): Promise<Cluster> {
  const [{ createClient }, { createAdapter }] = await Promise.all([
    import('redis'),
    import('@socket.io/redis-streams-adapter'),
  ]);
  const client = createClient({
    url: redisUrl,
    pingInterval: PING_EVERY_MS,
    commandsQueueMaxLength: KEPT_ENTRIES,
    socket: {
      socketTimeout: SILENT_AFTER_MS,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, LONGEST_RECONNECT_DELAY_MS),
    },
  });
  const backListeners: (() => void)[] = [];
  let away = false;
  const lost = (error: unknown) => {
    if (!away) log.warn({ err: error }, 'redis is out of reach; pages of this process go on by themselves');
    away = true;
  };
  const heard = () => {
    if (!away) return;
    away = false;
    log.info('redis is back');
    for (const listener of backListeners) listener();
  };
  // A socket to a Redis that hangs stays open as long as we write into it: only an answer proves it alive.
  let answeredAtMs = performance.now();
  let asking = false;
  const ask = async () => {
    if (performance.now() - answeredAtMs > SILENT_AFTER_MS) lost(new Error('no answer'));
    if (asking || !client.isReady) return;
    asking = true;
    try {
      await client.ping();
      answeredAtMs = performance.now();
      heard();
    } catch (error) {
      lost(error);
    } finally {
      asking = false;
    }
  };
  client.on('error', lost);
  client.on('ready', () => void ask());
  await client.connect();
  const pulse = setInterval(() => void ask(), PING_EVERY_MS);

  // The adapter would wait for Redis before it tells our own pages. Here an entry counts as sent once it
  // stands in the client's queue, which keeps it, and the order, until Redis is back.
  const unheard = (error: unknown) => log.debug({ err: error }, 'not heard by other processes');
  const queueing: typeof client = Object.assign(Object.create(client), {
    async xAdd(...entry: Parameters<typeof client.xAdd>) {
      client.xAdd(...entry).catch(unheard);
      return '';
    },
    publish: (...message: Parameters<typeof client.publish>) => client.publish(...message).catch(unheard),
  });
  io.adapter(
    createAdapter(queueing, {
      streamName: 'caipai',
      maxLen: KEPT_ENTRIES,
      readCount: 500,
      // The reading connection must hear from Redis before it counts as silent.
      blockTimeInMs: PING_EVERY_MS,
    }),
  );
  return {
    inTouch: () => !away,
    onBack: (listener) => {
      backListeners.push(listener);
    },
    async leave() {
      clearInterval(pulse);
      client.destroy();
    },
  };
}
