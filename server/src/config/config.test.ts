import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ConfigError, loadConfig, settingNames } from './config.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'caipai-config-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const load = (environment: Record<string, string> = {}, args: string[] = []) =>
  loadConfig({ DATA_DIR: folder, ...environment }, args);

describe('settings', () => {
  it('without any, the demo runs on this machine only', () => {
    expect(load()).toMatchObject({
      role: 'all',
      host: '127.0.0.1',
      port: 3000,
      demo: true,
      databaseUrl: null,
    });
  });

  it('production has no demo, even when somebody asks for it', () => {
    expect(load({ NODE_ENV: 'production', DEMO: 'on' }).demo).toBe(false);
  });

  it('the secret is made once and kept', () => {
    const first = load().authSecret;
    expect(first).toHaveLength(64);
    expect(load().authSecret).toBe(first);
  });

  it('--lan opens the program to the network, with HTTPS', () => {
    expect(load({}, ['--lan'])).toMatchObject({ host: '0.0.0.0', tls: { mode: 'self-signed' } });
  });

  it('an empty variable counts as absent', () => {
    expect(load({ DATABASE_URL: '', PORT: '' })).toMatchObject({ databaseUrl: null, port: 3000 });
  });

  it.each([
    ['a port that is none', { PORT: 'http' }, []],
    ['a log level that is none', { LOG_LEVEL: 'loud' }, []],
    ['Redis without a shared database', { REDIS_URL: 'redis://localhost' }, []],
    ['a server without a media node', {}, ['--role=server']],
    ['a media node without a token', {}, ['--role=media']],
    ['a role that is none', {}, ['--role=boss']],
    ['TLS files without files', { TLS: 'files' }, []],
    ['a recogniser that is none', { TRANSCRIPT: 'ears' }, []],
    ['a model without its folder', { TRANSCRIPT: 'sherpa' }, []],
    ['sentences without a file', { TRANSCRIPT: 'fixture' }, []],
  ])('%s is refused in words', (_name, environment, args) => {
    expect(() => load(environment as unknown as Record<string, string>, args)).toThrow(ConfigError);
  });
});

describe('what is written about settings', () => {
  it('docs/settings.md names every setting and no other', () => {
    const text = readFileSync(path.join(repository, 'docs/settings.md'), 'utf8');
    const named = [...text.matchAll(/^\| `([A-Z_]+)`\s+\|/gm)].map((match) => match[1]).sort();
    expect(named).toEqual([...settingNames].sort());
  });

  it('docker-compose.yml sets nothing that does not exist, and the ports that it opens are those it sets', () => {
    const compose = parse(readFileSync(path.join(repository, 'docker-compose.yml'), 'utf8'));
    const { environment, ports } = compose.services.app;
    for (const name of Object.keys(environment)) expect(settingNames).toContain(name);
    const range = `${environment.MEDIA_RTC_MIN_PORT}-${environment.MEDIA_RTC_MAX_PORT}`;
    expect(ports).toEqual(['127.0.0.1:3000:3000', `${range}:${range}/udp`, `${range}:${range}/tcp`]);
  });
});
