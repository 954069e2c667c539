import { createMediaNode } from '@caipai/media/node';
import { RecogniserError, type TranscriptConfig } from '@caipai/media/transcript/recogniser';
import type { MediaPort } from '@caipai/shared/schemas/media';
import { type Config, ConfigError, loadConfig } from './config/config.ts';
import { lanAddresses } from './http/self-signed.ts';
import { createLog, flushed, type Logger } from './observability/log.ts';
import { startServer } from './server.ts';

const SHUTDOWN_LIMIT_MS = 10_000;

function recogniserOf({ transcript }: Config): TranscriptConfig | undefined {
  const { recogniser, modelDir, fixtureFile } = transcript;
  if (recogniser === 'sherpa' && modelDir) return { recogniser, modelDir };
  if (recogniser === 'fixture' && fixtureFile) return { recogniser, file: fixtureFile };
  return undefined;
}

function openLocalMedia(config: Config, log: Logger): Promise<MediaPort> {
  const { media } = config;
  return createMediaNode(
    {
      workerBin: media.workerBin ?? undefined,
      ffmpegPath: media.ffmpegPath,
      recordingsDir: config.recordingsDir,
      rtcPorts: { min: media.rtcMinPort, max: media.rtcMaxPort },
      announcedAddresses: media.announcedAddresses ?? undefined,
      workerCount: media.workers ?? undefined,
      workerConsumers: media.workerConsumers,
      maxViewers: media.maxViewers ?? undefined,
      minFreeBytes: media.minFreeBytes,
      transcript: recogniserOf(config),
    },
    { log: log.child({ plane: 'media' }), clock: { nowMs: () => Date.now() } },
  );
}

async function openMedia(config: Config, log: Logger): Promise<MediaPort> {
  if (!config.media.url) return openLocalMedia(config, log);
  const { connectMediaNode } = await import('@caipai/media/control/connect');
  return connectMediaNode(config.media.url, config.media.token ?? '');
}

/** Starts the asked roles and answers how to stop them. */
async function start(config: Config, log: Logger): Promise<() => Promise<void>> {
  if (config.role === 'media') {
    const { serveMediaControl } = await import('@caipai/media/control/serve');
    const media = await openLocalMedia(config, log);
    const control = await serveMediaControl(media, {
      listenPort: config.media.controlPort,
      listenAddress: config.host,
      token: config.media.token ?? '',
      log,
    });
    log.info({ port: control.port }, 'media node listens for servers');
    return async () => {
      await control.close();
      await media.close();
    };
  }
  if (config.redisUrl && !config.media.url) {
    log.warn(
      'REDIS_URL without MEDIA_URL: fine for one process, but several would each have a media plane of their own, ' +
        'and a viewer at one would not see an anchor at another. Start one media node (--role=media) and give its ' +
        'address to every server as MEDIA_URL.',
    );
  }
  const media = await openMedia(config, log);
  const server = await startServer({ config, log, media });
  log.info({ port: server.port, role: config.role, demo: config.demo }, 'server listens');
  welcome(config, server);
  return async () => {
    await server.close();
    await media.close();
  };
}

/** What a person at the terminal wants to know, apart from the log lines. */
function welcome(
  config: Config,
  server: { baseUrl: string; port: number; setupCode: string; needsFirstAdmin: boolean },
): void {
  const lines = ['', `  彩排 Caipai  ${server.baseUrl}`];
  if (config.tls.mode !== 'off' && config.host === '0.0.0.0') {
    for (const address of lanAddresses()) lines.push(`               https://${address}:${server.port}`);
  }
  if (config.demo)
    lines.push('  Demo accounts are on: anybody who reaches this page can sign in with one click.');
  if (server.needsFirstAdmin) lines.push(`  Setup code for the first administrator: ${server.setupCode}`);
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

async function main(): Promise<void> {
  let config: Config;
  try {
    config = loadConfig(process.env, process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  const log = createLog(config.logLevel);
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'unhandled rejection'));

  let stop: () => Promise<void>;
  try {
    stop = await start(config, log);
  } catch (error) {
    const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (error instanceof RecogniserError) process.stderr.write(`${error.message}\n`);
    else if (inUse)
      process.stderr.write(`Port ${config.port} is in use. Choose another: PORT=3001 npm start\n`);
    else log.fatal({ err: error }, 'start failed');
    process.exit(1);
  }

  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      // A part that hangs must not keep the machine from restarting us.
      setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
      stop()
        .then(
          () => 0,
          (error) => {
            log.error({ err: error }, 'stopping failed');
            return 1;
          },
        )
        .then(async (code) => {
          await flushed();
          process.exit(code);
        });
    });
  }
}

await main();
