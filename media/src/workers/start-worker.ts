import { createWorker, type types } from 'mediasoup';
import type { Logger } from 'pino';
import type { ResolvedMediaConfig } from '../config/media-config.ts';
import { listenInfosFor } from './listen-infos.ts';

export interface StartedWorker {
  worker: types.Worker;
  webRtcServer: types.WebRtcServer;
  port: number;
}

/** Starts one worker on the first port of the range that is free here and on this machine. */
export async function startWorker(
  config: ResolvedMediaConfig,
  takenPorts: ReadonlySet<number>,
  log: Logger,
): Promise<StartedWorker> {
  const before = listenersToSignals();
  const worker = await createWorker({
    logLevel: 'warn',
    logTags: ['ice', 'dtls', 'rtcp'],
    ...(config.workerBin ? { workerBin: config.workerBin } : {}),
  });
  // The library closes its worker by itself on a signal, ahead of everybody: rooms would be lost and takes cut
  // before the node has ended them in order.
  for (const [signal, listeners] of listenersToSignals())
    for (const listener of listeners)
      if (!before.get(signal)?.includes(listener)) process.removeListener(signal, listener);
  let lastError: unknown = new Error('the port range is empty');
  for (let port = config.rtcPorts.min; port <= config.rtcPorts.max; port += 1) {
    if (takenPorts.has(port)) continue;
    try {
      const listenInfos = listenInfosFor(port, config.announcedAddresses);
      const webRtcServer = await worker.createWebRtcServer({ listenInfos });
      return { worker, webRtcServer, port };
    } catch (error) {
      lastError = error;
      log.debug({ err: error, port }, 'port not usable');
      if (worker.closed) break;
    }
  }
  worker.close();
  throw new Error(`no free port between ${config.rtcPorts.min} and ${config.rtcPorts.max}`, {
    cause: lastError,
  });
}

function listenersToSignals(): Map<NodeJS.Signals, NodeJS.SignalsListener[]> {
  return new Map(
    (['SIGINT', 'SIGTERM'] as const).map((signal) => [
      signal,
      process.rawListeners(signal) as NodeJS.SignalsListener[],
    ]),
  );
}
