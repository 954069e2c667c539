import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveClient } from './client-files.ts';

let folder: string;
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'caipai-build-'));
  await mkdir(path.join(folder, '.vite'));
  await mkdir(path.join(folder, 'assets'));
  await Promise.all([
    writeFile(path.join(folder, 'index.html'), '<html><head></head><body></body></html>'),
    writeFile(path.join(folder, '.vite/manifest.json'), '{}'),
    writeFile(path.join(folder, 'assets/old.js'), 'export {}'),
    writeFile(path.join(folder, 'assets/kept.js'), 'export {}'),
  ]);
  const app = express();
  serveClient(app, folder);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function get(route: string): Promise<Response> {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return fetch(`http://127.0.0.1:${address.port}${route}`);
}

it('a file that a new build took away is not found, and the others are', async () => {
  expect((await get('/assets/old.js')).status).toBe(200);
  await rm(path.join(folder, 'assets/old.js'));
  expect((await get('/assets/old.js')).status).toBe(404);
  const kept = await get('/assets/kept.js');
  expect(kept.headers.get('cache-control')).toContain('immutable');
  expect(await kept.text()).toBe('export {}');
});

it('a file that cannot be read ends its own answer and nothing else', async () => {
  await rm(path.join(folder, 'assets/old.js'));
  // Opens, and breaks at the first byte: as one does that is taken away between the look and the reading.
  await mkdir(path.join(folder, 'assets/old.js'));
  await expect(get('/assets/old.js')).rejects.toThrow();
  expect((await get('/assets/kept.js')).status).toBe(200);
});

it('pages are shown also while no file of the build is there', async () => {
  await rm(folder, { recursive: true });
  for (const page of ['/', '/sessions/1/watch']) {
    const answer = await get(page);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
  }
  expect((await get('/icon.svg')).status).toBe(404);
});
