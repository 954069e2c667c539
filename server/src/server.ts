import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { MediaPort } from '@caipai/shared/schemas/media';
import { Server } from 'socket.io';
import { uuidv7 } from 'uuidv7';
import { joinCluster } from './cluster/adapter.ts';
import type { Config } from './config/config.ts';
import type { Clock, Context } from './context.ts';
import { createAccounts } from './features/accounts/accounts.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { createInvitations } from './features/cohorts/invitations.ts';
import { cohortRoutes } from './features/cohorts/routes.ts';
import { cueHandlers } from './features/cues/handlers.ts';
import { createPlannedCues } from './features/cues/planned.ts';
import { danmakuHandlers } from './features/danmaku/handlers.ts';
import { createHouseRules } from './features/danmaku/house-rules.ts';
import { moderationHandlers } from './features/danmaku/moderation-handlers.ts';
import { type CommentPace, createDanmakuLimiter } from './features/danmaku/rate-limit.ts';
import { createDanmakuTicker } from './features/danmaku/ticker.ts';
import { openDemo } from './features/demo/demo.ts';
import { createLedgerWriter } from './features/ledger/ledger-writer.ts';
import { markHandlers } from './features/marks/handlers.ts';
import { mediaHandlers } from './features/media/handlers.ts';
import { createKnownCapabilities } from './features/media/known-capabilities.ts';
import { followMedia } from './features/media/media-facts.ts';
import { createPublishedTracks } from './features/media/published-tracks.ts';
import { createRecordingStatus } from './features/media/recording-status.ts';
import { createProductFiles } from './features/products/file-store.ts';
import { productRoutes } from './features/products/routes.ts';
import { createChunkStore } from './features/recordings/chunk-store.ts';
import { createCompanions } from './features/recordings/companions.ts';
import { createCopies } from './features/recordings/copies.ts';
import { copyRoutes } from './features/recordings/copy-routes.ts';
import { createFinishing } from './features/recordings/finishing.ts';
import { replayRoutes } from './features/replay/routes.ts';
import { rundownHandlers } from './features/rundown/handlers.ts';
import { createRundowns } from './features/rundown/rundowns.ts';
import { createDepartures } from './features/sessions/departures.ts';
import { sessionHandlers } from './features/sessions/handlers.ts';
import { createLifecycle } from './features/sessions/lifecycle.ts';
import { createPresence } from './features/sessions/presence.ts';
import { sessionRoutes } from './features/sessions/routes.ts';
import { createSessionFacts } from './features/sessions/session-facts.ts';
import { createShelfAnnouncer } from './features/shelf/announcer.ts';
import { shelfHandlers } from './features/shelf/handlers.ts';
import { shelfRoutes } from './features/shelf/routes.ts';
import { speechHandlers } from './features/speech/handlers.ts';
import { speechRoutes } from './features/speech/routes.ts';
import { transcriptHandlers } from './features/transcript/handlers.ts';
import { createTranscripts } from './features/transcript/transcripts.ts';
import { violationHandlers } from './features/violations/handlers.ts';
import { createApp } from './http/app.ts';
import { selfSignedPair } from './http/self-signed.ts';
import type { Logger } from './observability/log.ts';
import { createBroadcast } from './realtime/broadcast.ts';
import { openGateway } from './realtime/gateway.ts';
import type { StudioServer } from './realtime/socket-types.ts';
import { openDatabase } from './store/database.ts';
import { createStore } from './store/store.ts';

const RECONCILE_EVERY_MS = 5_000;
/** How long a close waits for answers under way; a download would take minutes. */
const LAST_ANSWERS_MS = 1_000;
/**
 * How long an idle connection stays open: longer than the 60 s after which proxies drop theirs. Whoever
 * closes first decides, and a request sent in the instant of our closing would be lost.
 */
const IDLE_CONNECTION_MS = 75_000;

async function openListener(config: Config) {
  const options = { keepAliveTimeout: IDLE_CONNECTION_MS };
  if (config.tls.mode === 'off') return createHttpServer(options);
  const pair =
    config.tls.mode === 'self-signed'
      ? await selfSignedPair(config.dataDir)
      : { key: await readFile(config.tls.keyFile), cert: await readFile(config.tls.certFile) };
  return createHttpsServer({ ...options, ...pair });
}

/** A running server; `close` is idempotent and leaves nothing behind. */
export interface RunningServer {
  /** The port that was bound, which matters when port 0 was asked for. */
  port: number;
  baseUrl: string;
  /** For the first administrator; printed at start while there is none. */
  setupCode: string;
  needsFirstAdmin: boolean;
  close(): Promise<void>;
}

/** The composition root: opens the store, wires the features to their ports, and listens. */
export async function startServer(options: {
  config: Config;
  log: Logger;
  media: MediaPort;
  clock?: Clock;
  /** How fast one person may comment; a measurement lets few accounts say what many would. */
  commentPace?: CommentPace;
}): Promise<RunningServer> {
  const { config, log, media } = options;
  const clock: Clock = options.clock ?? { nowMs: () => Date.now() };
  const newId = () => uuidv7();

  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    onIdleError: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  const store = createStore(database.db);
  const secure = config.tls.mode !== 'off' || config.publicUrl?.startsWith('https:') === true;
  const scheme = config.tls.mode === 'off' ? 'http' : 'https';
  const accounts = createAccounts({
    db: database.db,
    secret: config.authSecret,
    secureCookies: secure,
    log,
    baseUrl: config.publicUrl ?? `${scheme}://localhost:${config.port}`,
  });

  const listener = await openListener(config);
  const io: StudioServer = new Server({
    serveClient: false,
    // A lost browser is noticed within eight seconds rather than the 45 of the defaults.
    pingInterval: 5_000,
    pingTimeout: 3_000,
    maxHttpBufferSize: 256 * 1024,
    // Cookies authorise the handshake, so pages of other origins must not open sockets.
    allowRequest: (request, decide) => {
      const origin = request.headers.origin;
      decide(null, origin === undefined || URL.parse(origin)?.host === request.headers.host);
    },
  });
  const cluster = config.redisUrl ? await joinCluster(io, config.redisUrl, log) : null;

  const broadcast = createBroadcast(io, cluster);
  const ledger = createLedgerWriter(store.ledger);
  const context: Context = { config, log, clock, newId, store, ledger, media, accounts, broadcast };
  const sessionFacts = createSessionFacts(store, broadcast, clock);
  const recordings = createRecordingStatus(broadcast);
  const tracks = createPublishedTracks();
  const transcripts = createTranscripts({ ...context, sessionFacts });
  const finishing = createFinishing({ ...context, database });
  const chunks = createChunkStore(config.recordingsDir, config.media.minFreeBytes);
  const copies = createCopies({ ...context, database, chunks, finishing });
  const companions = createCompanions({ ...context, tracks });
  const plannedCues = createPlannedCues(context);
  const rundowns = createRundowns({ ...context, plannedCues });
  const lifecycle = createLifecycle({
    ...{ ...context, recordings, tracks, finishing, companions, rundowns, plannedCues, transcripts },
  });
  const unfollowMedia = followMedia({ ...context, lifecycle, tracks, recordings, companions });
  const presence = createPresence({ ...context, sessionFacts });
  cluster?.onBack(() => {
    // Stale news of the time apart may still be on their way: what holds now is said after them.
    for (const sessionId of broadcast.sessionsHere()) {
      broadcast.touch(sessionId);
      presence.changed(sessionId);
      lifecycle
        .announce(sessionId)
        .catch((error) => log.warn({ sessionId, err: error }, 'session could not be announced'));
    }
  });
  const houseRules = createHouseRules(store, broadcast, clock);
  const ticker = createDanmakuTicker(
    (sessionId, items) => broadcast.toSession(sessionId, 'danmaku:ticked', { sessionId, items }),
    broadcast.crowdHere,
  );
  const capabilities = createKnownCapabilities();
  const productFiles = createProductFiles(config.dataDir, config.media.minFreeBytes);
  const shelfAnnouncer = createShelfAnnouncer(context);
  const ports = {
    ...context,
    io,
    sessionFacts,
    lifecycle,
    tracks,
    recordings,
    presence,
    houseRules,
    ticker,
    capabilities,
    transcripts,
  };
  const departures = createDepartures(ports);
  openGateway(io, {
    ...context,
    handlers: [
      ...sessionHandlers(ports),
      ...mediaHandlers(ports),
      ...danmakuHandlers({ ...ports, limiter: createDanmakuLimiter(clock, options.commentPace) }),
      ...moderationHandlers(ports),
      ...cueHandlers({ ...ports, plannedCues }),
      ...speechHandlers(ports),
      ...violationHandlers(ports),
      ...transcriptHandlers(ports),
      ...markHandlers({ ...ports, announce: lifecycle.announce }),
      ...rundownHandlers({ ...ports, rundowns }),
      ...shelfHandlers({ ...ports, shelfAnnouncer }),
    ],
    onGone: departures.gone,
  });

  const demo = config.demo ? await openDemo({ ...context, productFiles }) : null;
  // The same at every process, and gone with the secret.
  const setupCode = createHmac('sha256', config.authSecret).update('set-up').digest('hex').slice(0, 12);
  const invitations = createInvitations(context);
  let ready = false;
  const app = createApp({
    ...context,
    chunks,
    copies,
    productFiles,
    isReady: () => ready,
    routes: [
      ...accountRoutes({ ...context, invitations, demo, setupCode, capabilities }),
      ...cohortRoutes({ ...context, invitations }),
      ...sessionRoutes({ ...context, lifecycle, recordings, rundowns }),
      ...replayRoutes({ ...context, finishing }),
      ...copyRoutes({ ...context, copies }),
      ...speechRoutes({ ...context, announce: lifecycle.announce }),
      ...productRoutes({ ...context, productFiles, shelfAnnouncer }),
      ...shelfRoutes({ ...context, shelfAnnouncer }),
    ],
  });
  listener.on('request', app);
  // After the app, or it would hear, and answer, the requests of sockets too: attaching takes the
  // listeners found and asks them only about the rest.
  io.attach(listener);

  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(config.port, config.host, resolve);
  });
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  ready = true;
  // Not needed to serve pages, so nobody waits for it.
  const opening = finishing
    .start()
    .then(() => copies.start())
    .catch((error) => log.error({ err: error }, 'job queue did not open'));

  const mend = (atBoot: boolean) =>
    Promise.all([lifecycle.reconcile({ atBoot }), cluster && presence.recheck()]).catch((error) =>
      log.error({ err: error }, 'reconciling sessions failed'),
    );
  // Of several processes the others' sockets may not be known yet at the first look.
  void mend(config.redisUrl === null);
  const reconcileTimer = setInterval(() => void mend(false), RECONCILE_EVERY_MS);

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    ready = false;
    clearInterval(reconcileTimer);
    departures.close();
    presence.close();
    plannedCues.close();
    ticker.close();
    shelfAnnouncer.close();
    unfollowMedia();
    transcripts.close();
    await lifecycle.close();
    await opening;
    await copies.close();
    await finishing.close();
    const cut = setTimeout(() => listener.closeAllConnections(), LAST_ANSWERS_MS);
    await io.close();
    clearTimeout(cut);
    await ledger.flush();
    await cluster?.leave();
    await database.close();
  }

  return {
    port,
    baseUrl: `${scheme}://localhost:${port}`,
    setupCode,
    needsFirstAdmin: demo === null && !(await store.people.adminExists()),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
