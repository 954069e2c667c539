import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to the server that can be cut and mended: page, socket and requests at once. */
export interface CuttableNetwork {
  baseUrl: string;
  /** Breaks what is open and refuses what comes. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openCuttableNetwork(target: string): Promise<CuttableNetwork> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let broken = false;
  const server = createServer((near) => {
    if (broken) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    cut() {
      broken = true;
      breakAll();
    },
    mend() {
      broken = false;
    },
    async close() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
