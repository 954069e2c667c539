import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Express, RequestHandler } from 'express';
import sirv from 'sirv';
import { openPages } from './pages.ts';

/** The built pages: hashed files for ever, the document always fresh. */
export function serveClient(app: Express, folder: string): void {
  const documentOf = openPages(folder);
  const sendDocument: RequestHandler = (request, response) => {
    response.set('Cache-Control', 'no-cache').type('html').send(documentOf(request.path));
  };
  app.get(['/', '/index.html'], sendDocument);
  app.use(sendFile(folder));
  app.use((request, response, next) => {
    const page = request.method === 'GET' && path.extname(request.path) === '';
    if (page) sendDocument(request, response, next);
    else next();
  });
}

/** The list of files is from the start; since then another build may have taken their place. */
function sendFile(folder: string): RequestHandler {
  const send = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, pathname) => {
      const hashed = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response, next) => {
    if (!existsSync(path.join(folder, request.path))) return next();
    // Whoever opens the file hears nothing of its errors, and one that nobody hears ends the program.
    response.once('pipe', (file: Readable) => file.once('error', () => response.destroy()));
    send(request, response, next);
  };
}
