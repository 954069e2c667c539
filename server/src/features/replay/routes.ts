import path from 'node:path';
import { type Actor, mayInSession } from '@caipai/shared/domain/permissions';
import { isOver } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { idSchema } from '@caipai/shared/schemas/common';
import type { RecordedTake } from '@caipai/shared/schemas/media';
import { audienceOf, type StoredEntry } from '@caipai/shared/timeline/ledger-entry';
import { totalMediaMs } from '@caipai/shared/timeline/media-clock';
import type { Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { answerError, type Route, signedInOrThrow, signedInRoute } from '../../http/define-route.ts';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import { standingMarks } from '../marks/marks.ts';
import { enterSession } from '../sessions/access.ts';
import { factsOf, presentSummary } from '../sessions/present.ts';
import { renderPlaylist, spansOf } from './playlist.ts';

/** Whether `actor` may read this entry of the ledger; also what is removed from their view. */
export function mayReadEntry(actor: Actor, row: SessionRow, stored: StoredEntry): boolean {
  if (stored.actorId === actor.userId) return true;
  const facts = factsOf(row);
  const may = (action: Parameters<typeof mayInSession>[2]) => mayInSession(actor, facts, action).allowed;
  switch (audienceOf(stored.entry.kind)) {
    case 'cohort':
      return true;
    case 'crewAndCoaches':
      return may('cue:read');
    case 'coaches':
      if (may('mark:readAll')) return true;
      return stored.entry.kind === 'mark.saved' && may('score:readReleased');
  }
}

export function replayRoutes(ports: Context): Route[] {
  const { store } = ports;
  return [
    signedInRoute(ports, 'GET /sessions/:sessionId/replay', async ({ person }, { sessionId }) => {
      const { row, actor } = await enterSession(store, person, sessionId, 'session:view');
      // Until it is reviewable the last segment may still be on its way to the disk.
      if (!isOver(row.state) || row.state === 'ended') throw new StudioError('replay.notReady');
      const { takes } = await ports.media.request('recording:describe', { recordingId: sessionId });
      const spans = spansOf(takes);
      if (spans.length === 0) throw new StudioError('replay.notReady', 'nothing was recorded');
      return {
        playlistUrl: `/api/sessions/${sessionId}/replay/index.m3u8`,
        posterUrl: presentSummary(row, actor, []).posterUrl,
        durationMs: totalMediaMs(spans),
        spans,
      };
    }),

    signedInRoute(ports, 'GET /sessions/:sessionId/timeline', async ({ person }, { sessionId }) => {
      const { row, actor } = await enterSession(store, person, sessionId, 'session:view');
      const entries = await store.ledger.read(sessionId);
      const removed = new Set(
        entries.flatMap(({ entry }) => (entry.kind === 'danmaku.removed' ? [entry.danmakuId] : [])),
      );
      const readsAll = mayInSession(actor, factsOf(row), 'mark:readAll').allowed;
      const standing = new Set(standingMarks(entries, () => '').map((mark) => mark.id));
      const visible = entries.filter((stored) => {
        const { entry } = stored;
        if (!mayReadEntry(actor, row, stored)) return false;
        if (entry.kind === 'danmaku.sent') return !removed.has(entry.id);
        // What a rater thought better of is released to nobody.
        if (entry.kind === 'mark.saved' && !readsAll) return standing.has(entry.id);
        return true;
      });
      const people = await store.people.names(visible.flatMap((each) => each.actorId ?? []));
      return visible.map(({ seq, actorId, entry }) => ({
        seq,
        actor: actorId === null ? null : (people.get(actorId) ?? { id: actorId, name: '' }),
        entry,
      }));
    }),
  ];
}

const segmentParams = z.object({
  sessionId: idSchema,
  take: z.string().regex(/^take-\d{3,}$/),
  file: z.string().regex(/^[a-z0-9-]+\.(ts|m4s|mp4)$/),
});

/** Playlist, segments and poster: bytes rather than JSON, under the same policy as the routes above. */
export function mountRecordings(router: Router, ports: Context): void {
  const { store, media, config } = ports;

  async function takesOf(sessionId: string): Promise<RecordedTake[]> {
    return (await media.request('recording:describe', { recordingId: sessionId })).takes;
  }

  router.get('/sessions/:sessionId/replay/index.m3u8', async (request, response) => {
    try {
      const person = await signedInOrThrow(ports, request);
      const sessionId = idSchema.parse(request.params.sessionId);
      const { row } = await enterSession(store, person, sessionId, 'session:view');
      if (!isOver(row.state)) throw new StudioError('replay.notReady');
      const playlist = renderPlaylist(await takesOf(sessionId), (take, file) => `${take}/${file}`);
      response.type('application/vnd.apple.mpegurl').set('Cache-Control', 'private, no-cache').send(playlist);
    } catch (error) {
      answerError(
        ports,
        request,
        response,
        error instanceof z.ZodError ? new StudioError('input.invalid') : error,
      );
    }
  });

  function sendPrivately(
    kind: 'segment' | 'poster',
    pattern: string,
    fileOf: (params: unknown) => { sessionId: string; parts: string[] },
  ): void {
    router.get(pattern, async (request, response) => {
      try {
        const person = await signedInOrThrow(ports, request);
        const { sessionId, parts } = fileOf(request.params);
        const { row } = await enterSession(store, person, sessionId, 'session:view');
        if (kind === 'segment' && !isOver(row.state)) throw new StudioError('replay.notReady');
        response.sendFile(
          path.join(sessionId, ...parts),
          {
            root: config.recordingsDir,
            // A segment never changes once it is listed; a poster's address carries its time.
            headers: { 'Cache-Control': 'private, max-age=86400, immutable' },
            dotfiles: 'deny',
          },
          (error) => {
            if (error && !response.headersSent)
              answerError(ports, request, response, new StudioError('replay.notReady'));
          },
        );
      } catch (error) {
        answerError(
          ports,
          request,
          response,
          error instanceof z.ZodError ? new StudioError('input.invalid') : error,
        );
      }
    });
  }

  sendPrivately('segment', '/sessions/:sessionId/replay/:take/:file', (params) => {
    const { sessionId, take, file } = segmentParams.parse(params);
    return { sessionId, parts: [take, file] };
  });
  sendPrivately('poster', '/sessions/:sessionId/poster.jpg', (params) => {
    const { sessionId } = z.object({ sessionId: idSchema }).parse(params);
    return { sessionId, parts: ['poster.jpg'] };
  });
}
