import { StudioError } from '@caipai/shared/errors/studio-error';
import { ok } from '@caipai/shared/protocol/result';
import { idSchema } from '@caipai/shared/schemas/common';
import { chunkIndexSchema } from '@caipai/shared/schemas/copy';
import type { Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { answerError, type Route, signedInOrThrow, signedInRoute } from '../../http/define-route.ts';
import { enterSession } from '../sessions/access.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { Copies } from './copies.ts';

export function copyRoutes(ports: Context & { copies: Copies }): Route[] {
  const { store, copies } = ports;
  return [
    signedInRoute(ports, 'GET /sessions/:sessionId/copies', async ({ person }, { sessionId }) => {
      await enterSession(store, person, sessionId, 'copy:upload');
      return copies.standing(sessionId);
    }),
    signedInRoute(ports, 'POST /sessions/:sessionId/copies/:copyId/splice', async ({ person }, copy) => {
      await enterSession(store, person, copy.sessionId, 'copy:upload');
      await copies.splice(copy);
      return null;
    }),
  ];
}

const chunkSchema = z.object({ sessionId: idSchema, copyId: idSchema, index: chunkIndexSchema });
/** RFC 9530. */
const digestSchema = z.string().regex(/^sha-256=:[A-Za-z0-9+/]{43}=:$/);

/** Chunks are bytes, not JSON, so this stands ahead of the body parser. */
export function mountCopyChunks(
  router: Router,
  ports: Context & { chunks: ChunkStore; copies: Copies },
): void {
  router.put('/sessions/:sessionId/copies/:copyId/chunks/:index', async (request, response) => {
    try {
      const person = await signedInOrThrow(ports, request);
      const chunk = chunkSchema.parse(request.params);
      const digest = digestSchema.parse(request.headers['content-digest']);
      await enterSession(ports.store, person, chunk.sessionId, 'copy:upload');
      await ports.copies.admit(chunk.sessionId, chunk.copyId);
      await ports.chunks.put(chunk, digest.slice('sha-256=:'.length, -1), request);
      response.set('Cache-Control', 'no-store').json(ok(null));
    } catch (error) {
      const shown = error instanceof z.ZodError ? new StudioError('input.invalid') : error;
      answerError(ports, request, response, shown);
    }
  });
}
