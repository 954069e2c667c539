import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Actor, mayInSession } from '@caipai/shared/domain/permissions';
import { isOnAir, isOver } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { idSchema } from '@caipai/shared/schemas/common';
import type { FinishedRecording } from '@caipai/shared/schemas/finished-recording';
import { companionSchema } from '@caipai/shared/schemas/media';
import { audienceOf, type StoredEntry } from '@caipai/shared/timeline/ledger-entry';
import { totalMediaMs } from '@caipai/shared/timeline/media-clock';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { answerError, type Route, signedInOrThrow, signedInRoute } from '../../http/define-route.ts';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import { standingMarks } from '../marks/marks.ts';
import { speakerOf } from '../recordings/companions.ts';
import type { Finishing } from '../recordings/finishing.ts';
import { enterSession } from '../sessions/access.ts';
import { factsOf, presentSummary } from '../sessions/present.ts';
import { mayPlay, presentCompanions, receiptFor } from './companions.ts';
import { renderLivePlaylist, renderMaster, renderPlaylist, spansOf } from './playlist.ts';
import { createRecentReads } from './recent-reads.ts';

/** A recording whose hole was filled is finished again, and its files have the names that they had before. */
const versionOf = ({ madeOf }: FinishedRecording): string =>
  createHash('sha256').update(madeOf).digest('base64url').slice(0, 8);

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
    case 'crewThenCohort':
      return may('transcript:read');
    case 'moderators':
      return may('danmaku:moderate');
    case 'speechSharers':
      return may('speech:read');
    case 'coaches':
      if (may('mark:readAll')) return true;
      return stored.entry.kind === 'mark.saved' && may('score:readReleased');
  }
}

export function replayRoutes(ports: Context & { finishing: Finishing }): Route[] {
  const { store, finishing } = ports;
  return [
    signedInRoute(ports, 'GET /sessions/:sessionId/replay', async ({ person }, { sessionId }) => {
      const { row, actor } = await enterSession(store, person, sessionId, 'session:view');
      // Until it is reviewable the last segment may still be on its way to the disk.
      if (!isOver(row.state) || row.state === 'ended') throw new StudioError('replay.notReady');
      const [{ takes, companions }, finished, recording] = await Promise.all([
        ports.media.request('recording:describe', { recordingId: sessionId }),
        ports.media.request('recording:findFinished', { recordingId: sessionId }),
        store.recordings.find(sessionId),
      ]);
      const spans = spansOf(takes);
      if (spans.length === 0) throw new StudioError('replay.notReady', 'nothing was recorded');
      const base = `/api/sessions/${sessionId}/replay`;
      const plays = (companion: string) => mayPlay(actor, row, companion);
      const version = finished ? `?v=${versionOf(finished)}` : '';
      const urlOf = (file: string) => `${base}/files/${file}${version}`;
      return {
        playlistUrl: finished ? `${base}/master.m3u8` : `${base}/index.m3u8`,
        posterUrl: presentSummary(row, actor, []).posterUrl,
        durationMs: totalMediaMs(spans),
        spans,
        ...(await presentCompanions(
          store,
          base,
          // What is in the picture already needs no player beside it.
          companions.filter(({ name }) => plays(name) && !(finished?.composed && speakerOf(name) === null)),
        )),
        finish: recording && { state: recording.finishState, share: recording.finishShare },
        storyboard: finished?.storyboard
          ? {
              ...finished.storyboard,
              sheets: finished.storyboard.sheets.map(({ file, ...rest }) => ({ url: urlOf(file), ...rest })),
            }
          : null,
        soundUrl: finished?.sound ? urlOf(finished.sound.file) : null,
        download: finished?.download
          ? { url: `${base}/download.mp4${version}`, bytes: finished.download.bytes }
          : null,
        captions: finished?.captions
          ? { url: `${base}/captions.vtt${version}`, language: finished.captions.language }
          : null,
        recogniser: ports.config.transcript.recogniser,
        receipt: recording?.receipt ? receiptFor(recording.receipt, plays, { actor, row }) : null,
      };
    }),

    signedInRoute(ports, 'POST /sessions/:sessionId/replay/finish', async ({ person }, { sessionId }) => {
      const { row } = await enterSession(store, person, sessionId, 'recording:finish');
      const recording = await store.recordings.find(row.id);
      if (recording?.finishState === 'failed') await finishing.retry(row.id);
      return null;
    }),

    signedInRoute(ports, 'GET /sessions/:sessionId/timeline', async ({ person }, { sessionId }) => {
      const { row, actor } = await enterSession(store, person, sessionId, 'session:view');
      // Reports of connections are most of a long session's ledger, and no page shows them; voices have their own route.
      const entries = await store.ledger.read(sessionId, { without: ['media.health', 'speech.measured'] });
      const removed = new Set(
        entries.flatMap(({ entry }) => (entry.kind === 'danmaku.removed' ? [entry.danmakuId] : [])),
      );
      const released = new Set(
        entries.flatMap(({ entry }) => (entry.kind === 'danmaku.released' ? [entry.danmakuId] : [])),
      );
      const readsAll = mayInSession(actor, factsOf(row), 'mark:readAll').allowed;
      const standing = new Set(standingMarks(entries, () => '').map((mark) => mark.id));
      const visible = entries.filter((stored) => {
        const { entry } = stored;
        if (!mayReadEntry(actor, row, stored)) return false;
        if (entry.kind === 'danmaku.sent') return !removed.has(entry.id);
        // Released it stands as sent, refused it is gone.
        if (entry.kind === 'danmaku.held') return !removed.has(entry.id) && !released.has(entry.id);
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

/** Everything of a recording that a player fetches, and nothing else of its folder. */
const fileSchema = z
  .string()
  .regex(
    /^((?:take|fill)-\d{3,}\/seg-\d{5,}\.ts|finish\/part-\d{4,}\/[a-z0-9]+-\d{3,}\.(ts|jpg)|finish\/sound\.json)$/,
  );
/** The same of a companion, whose capture is all there is. */
const captureFileSchema = z.string().regex(/^take-\d{3,}\/seg-\d{5,}\.ts$/);
const renditionSchema = z.string().regex(/^[a-z0-9]{1,10}$/);
const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl';

/** Playlists, segments, stills and poster: bytes rather than JSON, under the same policy as the routes above. */
export function mountRecordings(router: Router, ports: Context): void {
  const { store, media, config } = ports;

  /** One address: signs in, looks whether the session may be seen, and answers errors like a route. */
  function get(
    pattern: string,
    answer: (request: Request, response: Response, row: SessionRow, actor: Actor) => Promise<void>,
  ): void {
    router.get(pattern, async (request, response) => {
      try {
        const person = await signedInOrThrow(ports, request);
        const sessionId = idSchema.parse(request.params.sessionId);
        const { row, actor } = await enterSession(store, person, sessionId, 'session:view');
        await answer(request, response, row, actor);
      } catch (error) {
        const shown = error instanceof z.ZodError ? new StudioError('input.invalid') : error;
        answerError(ports, request, response, shown);
      }
    });
  }

  function getReplay(
    name: string,
    answer: (request: Request, response: Response, row: SessionRow, actor: Actor) => Promise<void>,
  ): void {
    get(`/sessions/:sessionId/replay/${name}`, async (request, response, row, actor) => {
      if (!isOver(row.state)) throw new StudioError('replay.notReady');
      await answer(request, response, row, actor);
    });
  }

  /** A companion that this reader may play; to others there is no such thing. */
  function companionIn(request: Request, row: SessionRow, actor: Actor): string {
    const name = companionSchema.parse(request.params.companion);
    if (!mayPlay(actor, row, name)) throw new StudioError('session.notFound', 'talkback');
    return name;
  }

  async function finishedOf(recordingId: string): Promise<FinishedRecording> {
    const finished = await media.request('recording:findFinished', { recordingId });
    if (!finished) throw new StudioError('replay.notReady');
    return finished;
  }

  const sendPlaylist = (response: Response, playlist: string) =>
    response.type(PLAYLIST_TYPE).set('Cache-Control', 'private, no-cache').send(playlist);

  // What is listed never changes; addresses of the poster and of what the finish job made carry a version.
  const FOR_EVER = 'private, max-age=86400, immutable';
  function sendFile(
    request: Request,
    response: Response,
    row: SessionRow,
    file: string,
    cacheControl = FOR_EVER,
  ): void {
    response.sendFile(
      path.join(row.id, file),
      {
        root: config.recordingsDir,
        headers: { 'Cache-Control': cacheControl },
        dotfiles: 'deny',
      },
      (error) => {
        if (error && !response.headersSent)
          answerError(ports, request, response, new StudioError('replay.notReady'));
      },
    );
  }

  const takesNow = createRecentReads(async (recordingId) => {
    const { takes } = await media.request('recording:describe', { recordingId });
    return takes;
  });
  const finishedNow = createRecentReads((recordingId) =>
    media.request('recording:findFinished', { recordingId }),
  );

  /**
   * What is finished again lies under the names it had before: whoever plays the old one must not get pieces of the
   * new. Until it is there the old one may be played to its end.
   */
  async function refuseOld(request: Request, recordingId: string): Promise<void> {
    const { v } = request.query;
    const finished = v === undefined ? null : await finishedNow(recordingId);
    if (finished && versionOf(finished) !== v)
      throw new StudioError('replay.notReady', 'the recording was finished again');
  }

  get('/sessions/:sessionId/live/index.m3u8', async (_, response, row) => {
    if (!isOnAir(row.state) && !isOver(row.state)) throw new StudioError('replay.notReady');
    const takes = await takesNow(row.id);
    if (takes.length === 0) throw new StudioError('replay.notReady', 'nothing was recorded yet');
    // Right after the end the last segment is still on its way to the disk.
    const complete = isOver(row.state) && row.state !== 'ended';
    const playlist = renderLivePlaylist(takes, (take, file) => `files/${take}/${file}`, complete);
    sendPlaylist(response, playlist);
  });
  get('/sessions/:sessionId/live/files/*file', async (request, response, row) => {
    const { file } = request.params as unknown as { file: string[] };
    sendFile(request, response, row, captureFileSchema.parse(file.join('/')));
  });

  getReplay('index.m3u8', async (_, response, row) => {
    const { takes } = await media.request('recording:describe', { recordingId: row.id });
    sendPlaylist(
      response,
      renderPlaylist(takes, (take, file) => `files/${take}/${file}`),
    );
  });
  getReplay('master.m3u8', async (_, response, row) => {
    const { renditions } = await finishedOf(row.id);
    sendPlaylist(
      response,
      renderMaster(renditions, (name) => `renditions/${name}.m3u8`),
    );
  });
  getReplay('renditions/:name.m3u8', async (request, response, row) => {
    const name = renditionSchema.parse(request.params.name);
    const finished = await finishedOf(row.id);
    const rendition = finished.renditions.find((each) => each.name === name);
    if (!rendition) throw new StudioError('replay.notReady');
    sendPlaylist(
      response,
      renderPlaylist(rendition.takes, (_take, file) => `../files/${file}?v=${versionOf(finished)}`),
    );
  });
  getReplay('files/*file', async (request, response, row) => {
    await refuseOld(request, row.id);
    const { file } = request.params as unknown as { file: string[] };
    sendFile(request, response, row, fileSchema.parse(file.join('/')));
  });
  getReplay('companions/:companion/index.m3u8', async (request, response, row, actor) => {
    const name = companionIn(request, row, actor);
    const { companions } = await media.request('recording:describe', { recordingId: row.id });
    const found = companions.find((each) => each.name === name);
    if (!found) throw new StudioError('session.notFound', 'no such companion');
    sendPlaylist(
      response,
      renderPlaylist(found.takes, (take, file) => `files/${take}/${file}`),
    );
  });
  getReplay('companions/:companion/files/*file', async (request, response, row, actor) => {
    const name = companionIn(request, row, actor);
    const { file } = request.params as unknown as { file: string[] };
    sendFile(request, response, row, path.join(name, captureFileSchema.parse(file.join('/'))));
  });
  getReplay('download.mp4', async (request, response, row) => {
    await refuseOld(request, row.id);
    const { download } = await finishedOf(row.id);
    if (!download) throw new StudioError('replay.notReady');
    response.attachment(`${row.title.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()}.mp4`);
    sendFile(request, response, row, download.file);
  });
  getReplay('captions.vtt', async (request, response, row) => {
    await refuseOld(request, row.id);
    const { captions } = await finishedOf(row.id);
    if (!captions) throw new StudioError('replay.notReady', 'nobody wrote down what was said');
    response.type('text/vtt');
    sendFile(request, response, row, captions.file);
  });
  getReplay('speech.json', async (request, response, row, actor) => {
    const verdict = mayInSession(actor, factsOf(row), 'speech:read');
    if (!verdict.allowed) throw new StudioError(verdict.code, 'speech:read');
    const { file } = await media.request('recording:findSpeech', { recordingId: row.id });
    if (!file) throw new StudioError('replay.notReady', 'speech is being measured');
    // The address stays the same when a hole is filled.
    sendFile(request, response, row, file, 'private, no-cache');
  });
  get('/sessions/:sessionId/poster.jpg', async (request, response, row) => {
    sendFile(request, response, row, 'poster.jpg');
  });
}
