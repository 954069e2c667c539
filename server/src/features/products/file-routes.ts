import type { EvidenceType } from '@caipai/shared/domain/product-terms';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { EVIDENCE_MAX_BYTES } from '@caipai/shared/limits';
import { ok } from '@caipai/shared/protocol/result';
import { putProductFileSchema } from '@caipai/shared/schemas/product';
import type { Request, RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { answerError, signedInOrThrow } from '../../http/define-route.ts';
import { enterProduct } from './enter.ts';
import type { ProductFiles } from './file-store.ts';
import { presentProduct } from './present.ts';

const extensions: Record<EvidenceType, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** What it is saved as ends as its content says, whatever it was called before. */
function downloadName(name: string, type: EvidenceType): string {
  const stem = name
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .trim();
  return `${stem || 'file'}.${extensions[type]}`;
}

/** Files are bytes, not JSON, so this stands ahead of the body parser. */
export function mountProductFiles(router: Router, ports: Context & { productFiles: ProductFiles }): void {
  const { store, clock, productFiles } = ports;
  const answering =
    (run: (request: Request, response: Parameters<RequestHandler>[1]) => Promise<void>): RequestHandler =>
    async (request, response) => {
      try {
        await run(request, response);
      } catch (error) {
        const shown = error instanceof z.ZodError ? new StudioError('input.invalid') : error;
        answerError(ports, request, response, shown);
      }
    };

  router.put(
    '/products/:productId/files/:fileId',
    answering(async (request, response) => {
      const person = await signedInOrThrow(ports, request);
      const asked = putProductFileSchema.parse({ ...request.query, ...request.params });
      const { productId, fileId, kind, name } = asked;
      const { row } = await enterProduct(store, person, productId, 'product:edit');
      if (!row.files.some(({ id }) => id === fileId)) {
        if (Number(request.headers['content-length'] ?? 0) > EVIDENCE_MAX_BYTES) {
          response.set('Connection', 'close');
          throw new StudioError('input.tooLarge');
        }
        const { storedAs, ...found } = await productFiles.take(request);
        try {
          if (kind === 'picture' && found.type === 'application/pdf')
            throw new StudioError('evidence.wrongType', 'a picture that is none');
          await store.products.addFile({
            id: fileId,
            productId,
            kind,
            name,
            ...found,
            storedAs,
            uploadedBy: person.id,
            uploadedAtMs: clock.nowMs(),
          });
        } catch (error) {
          await productFiles.discard(storedAs);
          throw error;
        }
      }
      const after = await enterProduct(store, person, productId, 'product:view');
      const sheet = presentProduct(after.row, after.actor, after.selected);
      response.set('Cache-Control', 'no-store').json(ok(sheet));
    }),
  );

  router.get(
    '/products/:productId/files/:fileId',
    answering(async (request, response) => {
      const person = await signedInOrThrow(ports, request);
      const { productId, fileId } = z.object({ productId: z.uuid(), fileId: z.uuid() }).parse(request.params);
      const { row } = await enterProduct(store, person, productId, 'product:view');
      const file = row.files.find(({ id }) => id === fileId);
      if (!file) throw new StudioError('evidence.notFound');
      // Whatever is in it, it never runs as a page of this site.
      response
        .attachment(downloadName(file.name, file.type))
        .type(file.type)
        .set('Content-Security-Policy', "default-src 'none'; sandbox")
        .set('X-Content-Type-Options', 'nosniff');
      response.sendFile(
        file.storedAs,
        { root: productFiles.folder, headers: { 'Cache-Control': 'private, max-age=86400, immutable' } },
        (error) => {
          if (error && !response.headersSent)
            answerError(ports, request, response, new StudioError('evidence.notFound'));
        },
      );
    }),
  );
}
