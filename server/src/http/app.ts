import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { refuse } from '@caipai/shared/protocol/result';
import { ROUTE_PREFIX } from '@caipai/shared/protocol/routes';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Context } from '../context.ts';
import { mountProductFiles } from '../features/products/file-routes.ts';
import type { ProductFiles } from '../features/products/file-store.ts';
import type { ChunkStore } from '../features/recordings/chunk-store.ts';
import type { Copies } from '../features/recordings/copies.ts';
import { mountCopyChunks } from '../features/recordings/copy-routes.ts';
import { mountRecordings } from '../features/replay/routes.ts';
import { serveClient } from './client-files.ts';
import { answerError, type Route } from './define-route.ts';
import { sameOriginOnly } from './same-origin.ts';

const clientFolder = fileURLToPath(new URL('../../../client/dist', import.meta.url));

const ATTEMPTS_WINDOW_MS = 15 * 60_000;
/** Failed attempts at one account from one address. */
const ATTEMPTS_PER_ACCOUNT = 10;
/** Failed attempts from one address: a whole school sits behind it. */
const ATTEMPTS_PER_ADDRESS = 300;

function limitAttempts(limit: number, keyGenerator?: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: ATTEMPTS_WINDOW_MS,
    limit,
    keyGenerator,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response, _next, options) => {
      response.status(429).json(refuse('auth.rateLimited', { retryAfterMs: options.windowMs }));
    },
  });
}

export function createApp(
  ports: Context & {
    routes: readonly Route[];
    chunks: ChunkStore;
    copies: Copies;
    productFiles: ProductFiles;
    isReady(): boolean;
  },
): Express {
  const { config } = ports;
  const app = express();
  app.disable('x-powered-by');
  // One hop: the proxy's own word about the visitor, not what the visitor wrote in front of it.
  app.set('trust proxy', config.trustProxy ? 1 : false);
  const secure = config.tls.mode !== 'off' || config.publicUrl?.startsWith('https:') === true;
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          mediaSrc: ["'self'", 'blob:'],
          connectSrc: ["'self'", 'ws:', 'wss:'],
          workerSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: secure && config.tls.mode !== 'self-signed',
      crossOriginEmbedderPolicy: false,
    }),
  );

  app.get('/healthz', (_request, response) => {
    response.status(ports.isReady() ? 200 : 503).json({ ready: ports.isReady() });
  });

  const api = express.Router();
  api.use(sameOriginOnly);
  mountCopyChunks(api, ports);
  mountProductFiles(api, ports);
  api.use(express.json({ limit: '256kb' }));
  const perAddress = limitAttempts(ATTEMPTS_PER_ADDRESS);
  const perAccount = limitAttempts(
    ATTEMPTS_PER_ACCOUNT,
    (request) => `${ipKeyGenerator(request.ip ?? '')} ${String(request.body?.email).toLowerCase()}`,
  );
  api.use(['/sign-in', '/sign-up', '/invitations'], perAddress);
  api.use('/sign-in', perAccount);
  for (const route of ports.routes) route.mount(api);
  mountRecordings(api, ports);
  api.use((_request, response) => {
    response.status(404).json(refuse('input.invalid', { fields: ['path: unknown'] }));
  });
  app.use(ROUTE_PREFIX, api);

  if (existsSync(path.join(clientFolder, 'index.html'))) serveClient(app, clientFolder);

  // Express reports a body that is no JSON, or too long, as an error before any route ran.
  app.use((error: Error & { type?: string }, request: Request, response: Response, _next: NextFunction) => {
    const code = error.type === 'entity.too.large' ? 'input.tooLarge' : 'input.invalid';
    const known = typeof error.type === 'string' || error instanceof URIError;
    answerError(ports, request, response, known ? new StudioError(code, error.message) : error);
  });
  return app;
}
