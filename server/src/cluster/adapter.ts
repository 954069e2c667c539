import type { Logger } from '../observability/log.ts';
import type { StudioServer } from '../realtime/socket-types.ts';

/**
 * Joins several server processes into one: broadcasts travel through a Redis stream, which outlives a
 * short absence of Redis. Returns how to leave.
 */
export async function joinCluster(
  io: StudioServer,
  redisUrl: string,
  log: Logger,
): Promise<() => Promise<void>> {
  const [{ createClient }, { createAdapter }] = await Promise.all([
    import('redis'),
    import('@socket.io/redis-streams-adapter'),
  ]);
  const client = createClient({ url: redisUrl });
  client.on('error', (error) => log.warn({ err: error }, 'redis is out of reach'));
  await client.connect();
  io.adapter(createAdapter(client, { streamName: 'caipai', maxLen: 20_000, readCount: 500 }));
  return async () => {
    client.destroy();
  };
}
