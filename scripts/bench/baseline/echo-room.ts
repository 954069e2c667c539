import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pageScript } from '../../../client/e2e/support/page-script.ts';

export interface EchoRoom {
  baseUrl: string;
  port: number;
  close(): Promise<void>;
}

/** The plain echo, with nobody in it yet. */
export async function openEchoRoom(): Promise<EchoRoom> {
  const script = await pageScript(new URL('./echo-page.ts', import.meta.url));
  const child = spawn(process.execPath, [fileURLToPath(new URL('./echo-server.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ECHO_PAGE_SCRIPT: script },
  });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    port: Number(port),
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
