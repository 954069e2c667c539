import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { pageScript } from '../../../client/e2e/support/page-script.ts';

export interface EchoRoom {
  baseUrl: string;
  close(): Promise<void>;
}

/** The plain echo with `size` listeners, each of whom says something once a second. */
export async function openEchoRoom(size: number): Promise<EchoRoom> {
  const script = await pageScript(new URL('./echo-page.ts', import.meta.url));
  const child = spawn(process.execPath, [fileURLToPath(new URL('./echo-server.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ECHO_PAGE_SCRIPT: script },
  });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const baseUrl = `http://127.0.0.1:${port}`;
  const sockets: Socket[] = [];
  const timers: NodeJS.Timeout[] = [];
  for (let index = 0; index < size; index += 1) {
    const socket = io(baseUrl, { transports: ['websocket'], forceNew: true });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.on('danmaku', () => {});
    sockets.push(socket);
    const say = () => socket.emit('danmaku', { text: `这只杯子好看 ${index}` }, () => {});
    timers.push(setTimeout(() => timers.push(setInterval(say, 1_000)), (index * 1_000) / size));
  }
  return {
    baseUrl,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.disconnect();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
