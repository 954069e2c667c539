import { type Refusal, type Result, refuse } from '@caipai/shared/protocol/result';
import type { CopyStanding } from '@caipai/shared/schemas/copy';
import { createStore } from 'zustand/vanilla';
import { queryClient } from '../net/queries.ts';
import { call } from '../net/rest.ts';
import { retryDelayMs, sleep } from '../rtc/retry-policy.ts';
import { flagCopies } from './copies-flag.ts';
import { chunksFor, type Fate, fateOf, fateOfUsed } from './copy-fate.ts';
import {
  findChunk,
  holdsCopies,
  type LocalChunk,
  type LocalCopy,
  listCopies,
  removeCopy,
} from './copy-store.ts';

/** `sending` and `splicing` are on their way; the others wait for the user, the session's end or the network. */
export type CopyProgress =
  /** What is missing in the recording is not between two takes of it, and cannot be filled. */
  | { state: 'kept' }
  | { state: 'sending'; share: number }
  | { state: 'splicing' }
  | { state: 'later' }
  | { state: 'failed'; refusal: Refusal };

interface CopiesView {
  /** What is on this device; null until it was looked up. */
  copies: LocalCopy[] | null;
  progress: Record<string, CopyProgress>;
}

export const copiesStore = createStore<CopiesView>(() => ({ copies: null, progress: {} }));

const SPLICE_POLLS_MS = [1_500, 1_500, 2_000, 3_000, 5_000, 10_000];
/** A server that has more to do comes to it later; the next page asks again. */
const SPLICE_PATIENCE_MS = 10 * 60_000;
const UPLOAD_LIMIT_MS = 120_000;

/** Reads anew what is on this device. */
export async function lookUpCopies(userId: string): Promise<void> {
  const copies = await listCopies(userId).catch(() => []);
  copiesStore.setState({ copies });
  if (!(await holdsCopies().catch(() => true))) flagCopies(false);
}

export async function deleteCopy(copy: LocalCopy): Promise<void> {
  await removeCopy(copy.copyId);
  await lookUpCopies(copy.userId);
}

/**
 * Brings to the server what it misses of this person's sessions, and deletes what nobody needs any more. Of several
 * tabs one does it. May be called at any time; what cannot be done now is left for the next call.
 */
export async function sendCopies(userId: string): Promise<void> {
  await lookUpCopies(userId);
  if (copiesStore.getState().copies?.length === 0) return;
  await navigator.locks.request('caipai-copies', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    for (const copy of await listCopies(userId)) await sendCopy(copy);
  });
  await lookUpCopies(userId);
}

async function sendCopy(copy: LocalCopy): Promise<void> {
  const { copyId, sessionId } = copy;
  const tell = (progress: CopyProgress) =>
    copiesStore.setState((view) => ({ progress: { ...view.progress, [copyId]: progress } }));
  const answer = await standingOf(sessionId);
  if (!answer.ok) {
    // The session is gone, or belongs to somebody else now: then nobody will ever want the copy.
    if (answer.error.code === 'session.notFound') await removeCopy(copyId);
    else tell({ state: 'later' });
    return;
  }
  const { over, whole, wanted, copies } = answer.value;
  if (!over) return tell({ state: 'later' });
  const there = copies.find((each) => each.copyId === copyId);
  const chunks = chunksFor(copy, wanted);
  const settle = (fate: Exclude<Fate, 'wanted'>) => {
    if (fate === 'unneeded') return removeCopy(copyId);
    return tell(fate === 'kept' ? { state: fate } : { state: fate, refusal: { code: 'copy.unusable' } });
  };
  const fate = fateOf(there?.state, whole, chunks.length > 0);
  if (fate !== 'wanted') return settle(fate);
  try {
    if (there?.state !== 'waiting') {
      await upload(copy, chunks, new Set(there?.chunks), (share) => tell({ state: 'sending', share }));
      unwrapOrThrow(
        await call('POST /sessions/:sessionId/copies/:copyId/splice', {
          ...{ sessionId, copyId, startedWallMs: copy.startedWallMs },
          chunks: chunks.map(({ index }) => index),
        }),
      );
    }
    tell({ state: 'splicing' });
    const spliced = await untilSpliced(sessionId, copyId);
    if (spliced === 'later') return tell({ state: 'later' });
    // A hole may be filled, too, where another was missed.
    await queryClient.invalidateQueries({ queryKey: ['session', sessionId] });
    await settle(fateOfUsed(spliced, whole));
  } catch (error) {
    const refusal = error instanceof UploadError ? error.refusal : { code: 'server.internal' as const };
    tell(refusal.code === 'server.unavailable' ? { state: 'later' } : { state: 'failed', refusal });
  }
}

const standingOf = (sessionId: string): Promise<Result<CopyStanding>> =>
  call('GET /sessions/:sessionId/copies', { sessionId });

class UploadError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

function unwrapOrThrow(result: Result<unknown>): void {
  if (!result.ok) throw new UploadError(result.error);
}

async function upload(
  copy: LocalCopy,
  chunks: readonly LocalChunk[],
  there: ReadonlySet<number>,
  onShare: (share: number) => void,
): Promise<void> {
  const totalBytes = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  let sentBytes = 0;
  onShare(0);
  for (const { index, bytes } of chunks) {
    if (!there.has(index)) await putWithRetries(copy, index);
    sentBytes += bytes;
    onShare(sentBytes / totalBytes);
  }
}

async function putWithRetries(copy: LocalCopy, index: number): Promise<void> {
  const blob = await findChunk(copy.copyId, index);
  if (!blob) throw new UploadError({ code: 'copy.unusable' });
  const bytes = await blob.arrayBuffer();
  const digest = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
  for (let attempt = 0; ; attempt += 1) {
    const answer = await put(
      `/api/sessions/${copy.sessionId}/copies/${copy.copyId}/chunks/${index}`,
      bytes,
      digest,
    );
    if (answer.ok) return;
    const { code } = answer.error;
    const delayMs = retryDelayMs(attempt + 1);
    const passing = code === 'server.unavailable' || code === 'copy.damaged';
    if (!passing || delayMs === null) throw new UploadError(answer.error);
    await sleep(delayMs);
  }
}

async function put(path: string, body: ArrayBuffer, digest: string): Promise<Result<null>> {
  try {
    const response = await fetch(path, {
      method: 'PUT',
      signal: AbortSignal.timeout(UPLOAD_LIMIT_MS),
      headers: { 'content-type': 'application/octet-stream', 'content-digest': `sha-256=:${digest}:` },
      body,
    });
    return (await response.json()) as Result<null>;
  } catch {
    return refuse('server.unavailable');
  }
}

async function untilSpliced(sessionId: string, copyId: string): Promise<'done' | 'failed' | 'later'> {
  const untilMs = performance.now() + SPLICE_PATIENCE_MS;
  for (let poll = 0; performance.now() < untilMs; poll += 1) {
    const answer = await standingOf(sessionId);
    const state = answer.ok && answer.value.copies.find((each) => each.copyId === copyId)?.state;
    if (state === 'done' || state === 'failed') return state;
    if (!answer.ok && answer.error.code !== 'server.unavailable') throw new UploadError(answer.error);
    await sleep(SPLICE_POLLS_MS[Math.min(poll, SPLICE_POLLS_MS.length - 1)] ?? 0);
  }
  return 'later';
}
