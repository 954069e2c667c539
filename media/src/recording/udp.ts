import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const LOOPBACK = '127.0.0.1';

export async function bindUdp(port = 0): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind({ port, address: LOOPBACK, exclusive: true });
  try {
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  // A datagram that cannot be sent is as good as lost; without a listener it would end the process.
  socket.on('error', () => {});
  return socket;
}

/** An even port whose upper neighbour is free too, as RTP and RTCP want them. */
export async function freePortPair(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = await bindUdp();
    const { port } = first.address();
    const even = port % 2 === 0;
    try {
      const second = await bindUdp(even ? port + 1 : port - 1);
      second.close();
      return even ? port : port - 1;
    } catch {
      // The neighbour is taken: try another pair.
    } finally {
      first.close();
    }
  }
  throw new Error('no free pair of UDP ports');
}

/**
 * Waits until another process listens on `port`: as long as none does, the system refuses our packets
 * (ICMP port unreachable, which a connected socket reports as ECONNREFUSED).
 */
export async function waitForListener(port: number, signal: AbortSignal): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.connect(port, LOOPBACK);
    await once(socket, 'connect', { signal });
    let quietTurns = 0;
    let refused = false;
    socket.on('error', () => {
      refused = true;
    });
    // Two packets in a row without a refusal: the first one's refusal may still be on its way.
    while (quietTurns < 2) {
      signal.throwIfAborted();
      refused = false;
      socket.send(new Uint8Array(1), (error) => {
        if (error) refused = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 10));
      quietTurns = refused ? 0 : quietTurns + 1;
    }
  } finally {
    socket.close();
  }
}
