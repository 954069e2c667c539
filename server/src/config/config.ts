import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type RecogniserName, recogniserSchema } from '@caipai/shared/schemas/transcript';
import { z } from 'zod';

const flag = z
  .enum(['on', 'off', 'true', 'false', '1', '0'])
  .transform((value) => ['on', 'true', '1'].includes(value));
const port = z.coerce.number().int().min(0).max(65_535);

/** Every setting there is. docs/settings.md explains them; nothing else reads the environment. */
const environmentSchema = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z.url().optional(),
  REDIS_URL: z.url().optional(),
  PUBLIC_URL: z.url().optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  DEMO: flag.optional(),
  TLS: z.enum(['off', 'self-signed', 'files']).default('off'),
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  MEDIA_URL: z.url().optional(),
  MEDIA_TOKEN: z.string().min(16).optional(),
  MEDIA_CONTROL_PORT: port.default(3100),
  MEDIA_ANNOUNCED_ADDRESSES: z
    .string()
    .optional()
    .transform((list) =>
      list
        ?.split(',')
        .map((address) => address.trim())
        .filter(Boolean),
    ),
  MEDIA_RTC_MIN_PORT: port.default(40_000),
  MEDIA_RTC_MAX_PORT: port.default(40_999),
  MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  MEDIA_WORKER_CONSUMERS: z.coerce.number().int().min(1).default(400),
  MEDIA_MAX_VIEWERS: z.coerce.number().int().min(0).optional(),
  MEDIASOUP_WORKER_BIN: z.string().optional(),
  FFMPEG_PATH: z.string().default('ffmpeg'),
  TRANSCRIPT: recogniserSchema.default('none'),
  TRANSCRIPT_MODEL_DIR: z.string().optional(),
  TRANSCRIPT_FIXTURE: z.string().optional(),
  RECORDING_MIN_FREE_MB: z.coerce.number().int().min(0).default(500),
});

/** The names of all settings, which the documentation must cover. */
export const settingNames: readonly string[] = Object.keys(environmentSchema.shape);

export type Role = 'all' | 'server' | 'media';

export interface Config {
  role: Role;
  production: boolean;
  host: string;
  port: number;
  /** Where the browser finds us, if that differs from host and port; decides secure cookies. */
  publicUrl: string | null;
  dataDir: string;
  recordingsDir: string;
  databaseUrl: string | null;
  redisUrl: string | null;
  authSecret: string;
  demo: boolean;
  tls: { mode: 'off' } | { mode: 'self-signed' } | { mode: 'files'; certFile: string; keyFile: string };
  trustProxy: boolean;
  logLevel: string;
  transcript: { recogniser: RecogniserName; modelDir: string | null; fixtureFile: string | null };
  media: {
    url: string | null;
    token: string | null;
    controlPort: number;
    announcedAddresses: string[] | null;
    rtcMinPort: number;
    rtcMaxPort: number;
    workers: number | null;
    workerConsumers: number;
    maxViewers: number | null;
    workerBin: string | null;
    ffmpegPath: string;
    minFreeBytes: number;
  };
}

/** A setting that is wrong or missing; the message is meant for the operator's terminal. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The secret that signs cookies: given, or made once and kept beside the data. */
function loadSecret(dataDir: string, given: string | undefined): string {
  if (given) return given;
  const file = path.join(dataDir, 'auth-secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = randomBytes(32).toString('hex');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

function parseRole(args: readonly string[]): Role {
  const given = args.find((arg) => arg.startsWith('--role='))?.slice('--role='.length) ?? 'all';
  if (given === 'all' || given === 'server' || given === 'media') return given;
  throw new ConfigError(`--role must be all, server or media, not "${given}"`);
}

/**
 * Reads the environment and the command line once. Creates the data folder.
 * Throws `ConfigError` naming every setting that is wrong.
 */
export function loadConfig(environment: NodeJS.ProcessEnv, args: readonly string[]): Config {
  // An empty variable, as compose files produce, counts as absent.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`These settings are wrong:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  const role = parseRole(args);
  const lan = args.includes('--lan');
  const production = env.NODE_ENV === 'production';

  if (env.REDIS_URL && !env.DATABASE_URL) {
    throw new ConfigError(
      'REDIS_URL is for several server processes, which cannot share the embedded database: set DATABASE_URL too.',
    );
  }
  if (env.REDIS_URL && !env.AUTH_SECRET) {
    throw new ConfigError(
      'REDIS_URL is for several server processes, which must sign cookies alike: set AUTH_SECRET too.',
    );
  }
  if (role === 'server' && !env.MEDIA_URL)
    throw new ConfigError('--role=server needs MEDIA_URL, the address of a media node.');
  if ((role === 'media' || env.MEDIA_URL) && !env.MEDIA_TOKEN) {
    throw new ConfigError('A media node of its own needs MEDIA_TOKEN, the same on both sides.');
  }
  if (env.TLS === 'files' && !(env.TLS_CERT_FILE && env.TLS_KEY_FILE)) {
    throw new ConfigError('TLS=files needs TLS_CERT_FILE and TLS_KEY_FILE.');
  }

  // Where the media node runs apart, the model is there.
  if (role !== 'server') {
    if (env.TRANSCRIPT === 'sherpa' && !env.TRANSCRIPT_MODEL_DIR)
      throw new ConfigError('TRANSCRIPT=sherpa needs TRANSCRIPT_MODEL_DIR, the folder of a streaming model.');
    if (env.TRANSCRIPT === 'fixture' && !env.TRANSCRIPT_FIXTURE)
      throw new ConfigError('TRANSCRIPT=fixture needs TRANSCRIPT_FIXTURE, a file of sentences.');
  }

  const dataDir = path.resolve(env.DATA_DIR);
  mkdirSync(dataDir, { recursive: true });
  const tlsMode = lan && env.TLS === 'off' ? 'self-signed' : env.TLS;
  return {
    role,
    production,
    host: lan && !given.HOST ? '0.0.0.0' : env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? null,
    dataDir,
    recordingsDir: path.join(dataDir, 'recordings'),
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    authSecret: loadSecret(dataDir, env.AUTH_SECRET),
    demo: !production && (env.DEMO ?? true),
    tls:
      tlsMode === 'files'
        ? { mode: 'files', certFile: env.TLS_CERT_FILE ?? '', keyFile: env.TLS_KEY_FILE ?? '' }
        : { mode: tlsMode },
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    transcript: {
      recogniser: env.TRANSCRIPT,
      modelDir: env.TRANSCRIPT_MODEL_DIR ? path.resolve(env.TRANSCRIPT_MODEL_DIR) : null,
      fixtureFile: env.TRANSCRIPT_FIXTURE ? path.resolve(env.TRANSCRIPT_FIXTURE) : null,
    },
    media: {
      url: env.MEDIA_URL ?? null,
      token: env.MEDIA_TOKEN ?? null,
      controlPort: env.MEDIA_CONTROL_PORT,
      announcedAddresses: env.MEDIA_ANNOUNCED_ADDRESSES ?? null,
      rtcMinPort: env.MEDIA_RTC_MIN_PORT,
      rtcMaxPort: env.MEDIA_RTC_MAX_PORT,
      workers: env.MEDIA_WORKERS ?? null,
      workerConsumers: env.MEDIA_WORKER_CONSUMERS,
      maxViewers: env.MEDIA_MAX_VIEWERS ?? null,
      workerBin: env.MEDIASOUP_WORKER_BIN ?? null,
      ffmpegPath: env.FFMPEG_PATH,
      minFreeBytes: env.RECORDING_MIN_FREE_MB * 1024 * 1024,
    },
  };
}
