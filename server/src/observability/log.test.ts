import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { withoutQueryValues } from './log.ts';

it('a failed query is logged with the database reason and without what people wrote', () => {
  const cause = Object.assign(new Error('violates foreign key constraint'), {
    code: '23503',
    detail: 'Key (session_id)=(secret words) is not present',
  });
  const error = new Error('Failed query: insert into "ledger" values ($1)\nparams: secret words', { cause });
  const logged = JSON.stringify(withoutQueryValues(error));
  expect(logged).toContain('23503');
  expect(logged).toContain('violates foreign key constraint');
  expect(logged).not.toContain('secret words');
});

it('holds up neither the program nor its end when nobody reads the log', async () => {
  const script = `
    import { createLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)};
    const log = createLog('info');
    for (let line = 0; line < 20_000; line += 1) log.info({ line }, 'x'.repeat(200));
    setImmediate(() => process.exit(7));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    // Its end of the pipe stays open and full.
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
  });
  expect(await once(child, 'exit')).toEqual([7, null]);
}, 30_000);

it('ends although the reader of the log is gone', async () => {
  const script = `
    import { createLog, flushed } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)};
    const log = createLog('info');
    log.info('begun');
    process.once('SIGTERM', async () => {
      log.info('stopping');
      await flushed();
      process.exit(7);
    });
    setInterval(() => {}, 1_000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([7, null]);
}, 30_000);
