import { createMediaNode } from '@caipai/media/node';
import { loadConfig } from '../../../server/src/config/config.ts';
import { createLog } from '../../../server/src/observability/log.ts';
import { startServer } from '../../../server/src/server.ts';

// The product's server for the danmaku suite, run as a process of its own, put together as its program does it. One
// thing differs: a person may comment as fast as many would together, so that few accounts are enough. Prints its port.

const config = loadConfig({ ...process.env, PORT: '0', LOG_LEVEL: 'error' }, []);
const log = createLog('error');
const clock = { nowMs: () => Date.now() };
const media = await createMediaNode(
  {
    workerBin: process.env.MEDIASOUP_WORKER_BIN ?? '',
    ffmpegPath: process.env.FFMPEG_PATH ?? '',
    recordingsDir: config.recordingsDir,
    announcedAddresses: ['127.0.0.1'],
    rtcPorts: { min: 43_000, max: 43_099 },
    workerCount: 1,
    minFreeBytes: 0,
  },
  { log, clock },
);
const running = await startServer({ config, log, media, commentPace: { burst: 1_000, minIntervalMs: 1 } });
process.stdout.write(`${running.port}\n`);

const stop = async () => {
  await running.close();
  await media.close();
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
process.stdin.on('end', () => void stop()).resume();
