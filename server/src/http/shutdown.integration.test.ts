import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeDataDir } from '../testing/database-template.ts';
import { request, signInAs } from '../testing/http-client.ts';
import { startProgram } from '../testing/program.ts';

it('stops in order while somebody still downloads', async () => {
  const dataDir = await makeDataDir('shutdown');
  const program = await startProgram({ DATA_DIR: dataDir });
  try {
    const cookie = await signInAs(program.url, 'anchor');
    const [{ id }] = (await request(program.url, 'GET', '/api/sessions', { cookie })).body.value;
    const folder = path.join(dataDir, 'recordings', id);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'poster.jpg'), '');
    await truncate(path.join(folder, 'poster.jpg'), 1_000_000_000);
    const download = await fetch(`${program.url}/api/sessions/${id}/poster.jpg`, { headers: { cookie } });
    expect(download.status).toBe(200);
    // Nobody reads on, so it streams for ever.
    expect(await program.stop()).toBe(0);
    await expect(download.arrayBuffer()).rejects.toThrow();
  } finally {
    await program.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
});
