import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Below the range that the system hands out by itself, so that nobody takes one between look and use. */
const FROM = 20_000;
const TO = 31_000;
const TRIES = 50;

async function isFree(port: number): Promise<boolean> {
  const socket = createSocket({ type: 'udp4' });
  try {
    socket.bind({ port, address: '0.0.0.0', exclusive: true });
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

/** The first of `count` UDP ports in a row that nobody holds. */
export async function freeUdpPorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const first = FROM + Math.floor((Math.random() * (TO - FROM)) / count) * count;
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`found no ${count} free UDP ports in a row`);
}
