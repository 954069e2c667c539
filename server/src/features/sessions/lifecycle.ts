import { setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { SessionEffect, SessionEvent, SessionPhase } from '@caipai/shared/domain/session-machine';
import { StudioError } from '@caipai/shared/errors/studio-error';
import { totalMediaMs } from '@caipai/shared/timeline/media-clock';
import type { Context } from '../../context.ts';
import type { PlannedCues } from '../cues/planned.ts';
import type { PublishedTracks } from '../media/published-tracks.ts';
import { isRecordingWorry, type RecordingStatuses, type RecordingWorry } from '../media/recording-status.ts';
import type { Companions } from '../recordings/companions.ts';
import type { Finishing } from '../recordings/finishing.ts';
import { spansOf } from '../replay/playlist.ts';
import type { Rundowns } from '../rundown/rundowns.ts';
import type { Transcripts } from '../transcript/transcripts.ts';
import { presentCrew } from './present.ts';

type Ports = Pick<Context, 'store' | 'ledger' | 'media' | 'broadcast' | 'clock' | 'log'> & {
  recordings: RecordingStatuses;
  tracks: PublishedTracks;
  companions: Companions;
  finishing: Pick<Finishing, 'settle' | 'queue'>;
  rundowns: Pick<Rundowns, 'begin'>;
  plannedCues: Pick<PlannedCues, 'follow'>;
  transcripts: Pick<Transcripts, 'begin' | 'end'>;
};

/** How long the news of the end wait for the recorder. */
const STOP_HEAD_START_MS = 400;

/** What ended this recently is still being finalised by the process that ended it. */
const SETTLE_MS = 2_000;

/** How long after each failure in a row a recording is tried again while its session is live. */
const RETRY_RECORDING_MS = [2_000, 5_000, 10_000, 30_000] as const;

/**
 * Drives sessions through their machine: applies an event under the row lock, then carries out the
 * effects. Every effect may be repeated, so a crash between two of them is mended by `reconcile`.
 */
export function createLifecycle(ports: Ports) {
  const { store, ledger, media, broadcast, clock, log, recordings, tracks, finishing, companions } = ports;
  const graceTimers = new Map<string, NodeJS.Timeout>();
  /** The tab that publishes, by session: where the recorder finds its tracks. */
  const publishers = new Map<string, string>();
  const recordingRetries = new Map<
    string,
    { failures: number; worry: RecordingWorry; timer: NodeJS.Timeout }
  >();
  const finalising = new Map<string, Promise<void>>();
  /** Live sessions whose anchor was missing at the last look; a socket may blink, so two looks decide. */
  let missingAnchors = new Set<string>();

  async function announce(sessionId: string): Promise<void> {
    const row = await store.sessions.find(sessionId);
    if (!row) return;
    broadcast.toSession(sessionId, 'session:changed', {
      sessionId,
      state: row.state,
      startedAtMs: row.startedAtMs,
      interruptedAtMs: row.interruptedAtMs,
      endedAtMs: row.endedAtMs,
      scoreReleased: row.scoreReleasedAtMs !== null,
      layout: row.layout,
      crew: presentCrew(row),
      speech: { ...row.speechPolicy, share: row.speechShare },
    });
  }

  /** Stores the recording's length, opens the review, then sees to poster, receipt and finish job. */
  async function finalise(sessionId: string): Promise<void> {
    await ports.transcripts.end(sessionId);
    await media.request('recording:stop', { recordingId: sessionId });
    const { takes, companions: beside } = await media.request('recording:describe', {
      recordingId: sessionId,
    });
    const recordedMs = Math.round(totalMediaMs(spansOf(takes)));
    await store.sessions.update(sessionId, { recordedMs: recordedMs > 0 ? recordedMs : null });
    // Before the review opens: what fails up to there is tried again, what follows is only a bonus.
    await finishing.settle(sessionId, takes, beside);
    await apply(sessionId, { type: 'finalised', atMs: clock.nowMs() });
    recordings.forget(sessionId);
    finishing.queue(sessionId);
    try {
      // After a crash between the end and its effects the room may still be there.
      await closeRoom(sessionId);
      const { made } = await media.request('recording:makePoster', { recordingId: sessionId });
      if (made) await store.sessions.update(sessionId, { posterAtMs: clock.nowMs() });
    } catch (error) {
      log.warn({ sessionId, err: error }, 'no poster, or the room was not closed');
    }
  }

  function finaliseOnce(sessionId: string): Promise<void> {
    const running = finalising.get(sessionId);
    if (running) return running;
    const started = finalise(sessionId)
      .catch((error) =>
        log.error({ sessionId, err: error }, 'session could not be finalised; it will be tried again'),
      )
      .finally(() => finalising.delete(sessionId));
    finalising.set(sessionId, started);
    return started;
  }

  async function closeRoom(sessionId: string): Promise<void> {
    forgetRetries(sessionId);
    publishers.delete(sessionId);
    tracks.clear(sessionId);
    await media.request('room:close', { roomId: sessionId });
  }

  async function startRecording(sessionId: string, peerId: string): Promise<void> {
    try {
      await media.request('recording:start', { roomId: sessionId, peerId });
    } catch (error) {
      const worry =
        error instanceof StudioError && isRecordingWorry(error.code) ? error.code : 'recording.encoderFailed';
      recordingFailed(sessionId, worry);
      throw error;
    }
  }

  /**
   * The session goes on without a recording, and its anchor and coaches are told why there is none. Somebody
   * may free the disk or install what is missing, so it is tried again.
   */
  function recordingFailed(sessionId: string, worry: RecordingWorry): void {
    recordings.set(sessionId, 'failed', worry);
    const before = recordingRetries.get(sessionId);
    clearTimeout(before?.timer);
    const failures = (before?.failures ?? 0) + 1;
    const delayMs = RETRY_RECORDING_MS[Math.min(failures, RETRY_RECORDING_MS.length) - 1];
    const timer = setTimeout(() => void retryRecording(sessionId), delayMs);
    recordingRetries.set(sessionId, { failures, worry, timer });
  }

  async function retryRecording(sessionId: string): Promise<void> {
    const asked = recordingRetries.get(sessionId);
    try {
      // An interrupted session starts its recording when it resumes.
      if ((await store.sessions.find(sessionId))?.state !== 'live') forgetRetries(sessionId);
      else await run(sessionId, { type: 'startRecording' });
    } catch (error) {
      log.warn({ sessionId, err: error }, 'recording failed again');
      // Mostly told already, with its reason; what failed beside it changes nothing about the reason.
      if (asked && recordingRetries.get(sessionId) === asked) recordingFailed(sessionId, asked.worry);
    }
  }

  function forgetRetries(sessionId: string): void {
    clearTimeout(recordingRetries.get(sessionId)?.timer);
    recordingRetries.delete(sessionId);
  }

  async function run(sessionId: string, effect: SessionEffect): Promise<void> {
    switch (effect.type) {
      case 'record':
        await ledger.append({
          sessionId,
          entryId: `${effect.entry.kind} ${effect.entry.atMs}`,
          actorId: null,
          entry: effect.entry,
        });
        return;
      case 'beginRundown':
        await ports.rundowns.begin(sessionId, effect.atMs);
        return;
      case 'startRecording': {
        const peerId = publishers.get(sessionId);
        if (peerId) {
          await ports.transcripts.begin(sessionId, peerId);
          await startRecording(sessionId, peerId);
        }
        await companions.record(sessionId);
        return;
      }
      case 'stopRecording':
        await media.request('recording:stop', { recordingId: sessionId });
        return;
      case 'armGraceTimer':
        clearTimeout(graceTimers.get(sessionId));
        graceTimers.set(
          sessionId,
          setTimeout(
            () => void attempt(sessionId, { type: 'end', atMs: clock.nowMs(), cause: 'graceOver' }),
            Math.max(0, effect.untilMs - clock.nowMs()),
          ),
        );
        return;
      case 'disarmGraceTimer':
        clearTimeout(graceTimers.get(sessionId));
        graceTimers.delete(sessionId);
        return;
      case 'closeRoom':
        await closeRoom(sessionId);
        return;
      case 'finalise':
        // Not awaited: the answer to "end" must not wait for the poster.
        void finaliseOnce(sessionId);
        return;
      case 'announce':
        await announce(sessionId);
        return;
    }
  }

  async function runAll(sessionId: string, effects: readonly SessionEffect[]): Promise<void> {
    for (const effect of effects) {
      try {
        await run(sessionId, effect);
      } catch (error) {
        // The state is stored already: one effect that fails must not hold back the next.
        log.error({ sessionId, effect: effect.type, err: error }, 'session effect failed');
      }
    }
  }

  /** Throws the machine's refusal. Resolves when the new phase is stored and announced. */
  async function apply(sessionId: string, event: SessionEvent): Promise<SessionPhase> {
    const { phase, effects } = await store.sessions.apply(sessionId, event);
    if (effects.length > 0) {
      broadcast.touch(sessionId);
      log.info({ sessionId, event: event.type, state: phase.state }, 'session changed');
    }
    const only = (...types: SessionEffect['type'][]) =>
      effects.filter((effect) => types.includes(effect.type));
    // The recorder gets a head start, so that the last words are recorded: the studio, told of the end, sends
    // nothing more. All other news go out before the disk is asked for anything.
    const stopping = runAll(sessionId, only('stopRecording'));
    await Promise.race([stopping, setTimeoutAsync(STOP_HEAD_START_MS)]);
    await runAll(sessionId, only('announce'));
    // What came due while it was interrupted set no further timer.
    if (event.type === 'resume') ports.plannedCues.follow(sessionId);
    const rest = effects.filter((effect) => effect.type !== 'announce' && effect.type !== 'stopRecording');
    const done = stopping.then(() => runAll(sessionId, rest));
    if (event.type !== 'end') await done;
    return phase;
  }

  /** For events that may lose a race, such as a timer against the anchor's return. */
  async function attempt(sessionId: string, event: SessionEvent): Promise<void> {
    try {
      await apply(sessionId, event);
    } catch (error) {
      if (
        error instanceof StudioError &&
        (error.code === 'session.wrongState' || error.code === 'session.notFound')
      )
        return;
      log.error({ sessionId, event: event.type, err: error }, 'session event failed');
    }
  }

  /**
   * Mends what a crash or a vanished process left behind. Runs at boot and every few seconds: sessions
   * on air without their anchor are interrupted, interrupted ones past the grace are ended, ended ones
   * are finalised.
   */
  async function reconcile(options: { atBoot: boolean }): Promise<void> {
    const nowMs = clock.nowMs();
    const missing = new Set<string>();
    for (const row of await store.sessions.listInStates(['live', 'interrupted', 'ended'])) {
      // Between going live and its first segment this process may have died.
      if (options.atBoot && row.startedAtMs !== null)
        await run(row.id, { type: 'beginRundown', atMs: row.startedAtMs });
      if (row.state === 'live') ports.plannedCues.follow(row.id);
      if (row.state === 'ended') {
        if (nowMs - (row.endedAtMs ?? 0) > SETTLE_MS) await finaliseOnce(row.id);
        continue;
      }
      const publishing = await findAnchor(row.id, row.anchorId);
      if (publishing === 'unknown') continue;
      if (row.state === 'live' && publishing === 'no') {
        missing.add(row.id);
        const cause = options.atBoot ? 'serverRestarted' : 'anchorGone';
        if (options.atBoot || missingAnchors.has(row.id)) {
          await attempt(row.id, { type: 'interrupt', atMs: nowMs, cause });
        }
      } else if (row.state === 'interrupted') {
        // A hasty interruption heals here; one that lasted is over.
        if (publishing === 'yes' && tracks.flows(row.id))
          await attempt(row.id, { type: 'resume', atMs: nowMs });
        else await attempt(row.id, { type: 'end', atMs: nowMs, cause: 'graceOver' });
      } else if (recordings.get(row.id) === 'idle') {
        await run(row.id, { type: 'startRecording' }).catch(() => undefined);
      } else await companions.record(row.id);
    }
    missingAnchors = missing;
  }

  /** Whether the anchor's studio is connected, at any process. */
  async function findAnchor(sessionId: string, anchorId: string): Promise<'yes' | 'no' | 'unknown'> {
    const { sockets, complete } = await broadcast.socketsIn(sessionId);
    const found = sockets.some(
      (socket) => socket.person.id === anchorId && socket.joined[sessionId]?.as === 'studio',
    );
    if (found) return 'yes';
    return complete ? 'no' : 'unknown';
  }

  return {
    apply,
    attempt,
    announce,
    reconcile,
    closeRoom,
    setPublisher(sessionId: string, peerId: string): void {
      publishers.set(sessionId, peerId);
    },
    recordingFailed,
    recordingStarted(sessionId: string): void {
      forgetRetries(sessionId);
      recordings.set(sessionId, 'recording', null);
    },
    async close(): Promise<void> {
      for (const timer of graceTimers.values()) clearTimeout(timer);
      graceTimers.clear();
      for (const sessionId of [...recordingRetries.keys()]) forgetRetries(sessionId);
      await Promise.all(finalising.values());
    },
  };
}
export type Lifecycle = ReturnType<typeof createLifecycle>;
