import type { ErrorCode } from '../errors/codes.ts';
import { RUNDOWN_MAX_SEGMENTS } from '../limits.ts';
import type { LiveRundown, RundownChange, SegmentPatch } from '../schemas/rundown.ts';
import type { Segment } from '../schemas/session.ts';

export type SegmentField = keyof SegmentPatch;
export const segmentFields: readonly SegmentField[] = [
  'kind',
  'title',
  'targetSeconds',
  'productId',
  'script',
  'cues',
];

/** A segment that several people may edit at once. */
export interface LiveSegment extends Segment {
  /** The rundown's revision when it was last edited. */
  revision: number;
  /** The same for each field that was, so that two who write in different fields do not disturb each other. */
  changedIn: Partial<Record<SegmentField, number>>;
}

export interface RunningSegment {
  /** Of the request that started it. */
  id: string;
  segmentId: string;
  sinceMs: number;
  /** What segments had used before that, by their id: who turns back a page goes on where they left it. */
  spentMs: Record<string, number>;
}

export interface Rundown {
  revision: number;
  segments: readonly LiveSegment[];
  running: RunningSegment | null;
  /** Ids of the latest edits, so that a repeated one is known. */
  editIds: readonly string[];
}

/** Places are named by their neighbour, not by number: numbers shift under the hands of others. */
export type RundownEdit =
  | { kind: 'edited'; segmentId: string; baseRevision: number; patch: SegmentPatch }
  | { kind: 'inserted'; afterId: string | null; segment: Segment }
  | { kind: 'moved'; segmentId: string; afterId: string | null }
  | { kind: 'removed'; segmentId: string; baseRevision: number };
export type RundownEditKind = RundownEdit['kind'];

export type RundownOutcome =
  /** `changed` is null when there was nothing to do. */
  | { ok: true; rundown: Rundown; changed: LiveSegment | null }
  | { ok: false; code: ErrorCode; current?: LiveSegment };

const EDITS_KEPT = 200;

export function asLive(segments: readonly Segment[], revision = 0): LiveSegment[] {
  const changedIn = revision === 0 ? {} : Object.fromEntries(segmentFields.map((name) => [name, revision]));
  return segments.map(({ id, kind, title, targetSeconds, productId, script, cues }) => ({
    ...{ id, kind, title, targetSeconds, productId, script },
    ...(cues ? { cues } : {}),
    revision,
    changedIn,
  }));
}

/**
 * One edit to the rundown as it stands. An edit is refused where somebody else has meanwhile changed what it would
 * change; edits to other fields and other segments go through, whatever they are based on.
 */
export function editRundown(rundown: Rundown, editId: string, edit: RundownEdit): RundownOutcome {
  const unchanged: RundownOutcome = { ok: true, rundown, changed: null };
  if (rundown.editIds.includes(editId)) return unchanged;
  const { segments } = rundown;
  const revision = rundown.revision + 1;
  const done = (next: readonly LiveSegment[], changed: LiveSegment): RundownOutcome => ({
    ok: true,
    rundown: {
      ...rundown,
      revision,
      segments: next,
      editIds: [...rundown.editIds, editId].slice(-EDITS_KEPT),
    },
    changed,
  });

  if (edit.kind === 'inserted') {
    if (segments.some(({ id }) => id === edit.segment.id)) return unchanged;
    if (segments.length >= RUNDOWN_MAX_SEGMENTS) return { ok: false, code: 'rundown.full' };
    const [segment] = asLive([edit.segment], revision) as [LiveSegment];
    return done(placed(segments, segment, edit.afterId), segment);
  }

  const current = segments.find(({ id }) => id === edit.segmentId);
  if (!current) return { ok: false, code: 'rundown.segmentNotFound' };
  const others = segments.filter((each) => each !== current);
  switch (edit.kind) {
    case 'edited': {
      const fields = segmentFields.filter(
        (name) => edit.patch[name] !== undefined && !sameValue(edit.patch[name], current[name]),
      );
      if (fields.length === 0) return unchanged;
      if (fields.some((name) => (current.changedIn[name] ?? 0) > edit.baseRevision))
        return { ok: false, code: 'rundown.conflict', current };
      const next: LiveSegment = {
        ...current,
        ...edit.patch,
        revision,
        changedIn: { ...current.changedIn, ...Object.fromEntries(fields.map((name) => [name, revision])) },
      };
      return done(
        segments.map((each) => (each === current ? next : each)),
        next,
      );
    }
    case 'moved': {
      if (edit.afterId === current.id) return unchanged;
      if (edit.afterId !== null && !others.some(({ id }) => id === edit.afterId))
        return { ok: false, code: 'rundown.segmentNotFound' };
      const next = placed(others, current, edit.afterId);
      return next.every((each, index) => each === segments[index]) ? unchanged : done(next, current);
    }
    case 'removed':
      if (rundown.running?.segmentId === current.id) return { ok: false, code: 'rundown.segmentRunning' };
      if (current.revision > edit.baseRevision) return { ok: false, code: 'rundown.conflict', current };
      return done(others, current);
  }
}

/** Of lists what is in them; a segment from before there were planned prompts has none. */
function sameValue(a: Segment[SegmentField], b: Segment[SegmentField]): boolean {
  // The database keeps no order of keys.
  const plain = (value: Segment[SegmentField]) =>
    value === undefined || Array.isArray(value)
      ? JSON.stringify(
          value?.map(({ id, atSeconds, kind, text, priority, to }) => [
            ...[id, atSeconds, kind],
            ...[text, priority, to],
          ]) ?? [],
        )
      : value;
  return plain(a) === plain(b);
}

/** Behind its neighbour; at the end when that one is gone: better in the wrong place than nowhere. */
function placed(
  segments: readonly LiveSegment[],
  segment: LiveSegment,
  afterId: string | null,
): LiveSegment[] {
  const behind = segments.findIndex(({ id }) => id === afterId);
  const at = afterId === null ? 0 : behind === -1 ? segments.length : behind + 1;
  return segments.toSpliced(at, 0, segment);
}

/** The whole plan anew, by somebody who had `baseRevision` before their eyes. */
export function replaceRundown(
  rundown: Rundown,
  baseRevision: number | undefined,
  planned: readonly Segment[],
): { ok: true; rundown: Rundown; changed: LiveSegment[] } | { ok: false; code: ErrorCode } {
  const same = (a: Segment, b: Segment) => segmentFields.every((name) => sameValue(a[name], b[name]));
  const revision = rundown.revision + 1;
  const segments = planned.map((segment): LiveSegment => {
    const known = rundown.segments.find(({ id }) => id === segment.id);
    return known && same(known, segment) ? known : (asLive([segment], revision)[0] as LiveSegment);
  });
  const nothing =
    segments.length === rundown.segments.length &&
    segments.every((each, index) => each === rundown.segments[index]);
  if (nothing) return { ok: true, rundown, changed: [] };
  // Who does not say what they saw may only plan what nobody has touched yet.
  if ((baseRevision ?? 0) !== rundown.revision) return { ok: false, code: 'rundown.conflict' };
  const { running } = rundown;
  if (running && !segments.some(({ id }) => id === running.segmentId))
    return { ok: false, code: 'rundown.segmentRunning' };
  const changed = segments.filter((each) => each.revision === revision);
  return { ok: true, rundown: { ...rundown, revision, segments }, changed };
}

export function startSegment(
  rundown: Rundown,
  start: { id: string; segmentId: string; atMs: number },
): RundownOutcome {
  const { running } = rundown;
  const segment = rundown.segments.find(({ id }) => id === start.segmentId);
  if (!segment) return { ok: false, code: 'rundown.segmentNotFound' };
  // Two who turn the page at once mean the same page.
  if (running?.segmentId === segment.id) return { ok: true, rundown, changed: null };
  const sinceMs = running ? Math.max(start.atMs, running.sinceMs + 1) : start.atMs;
  const spentMs = { ...running?.spentMs };
  if (running) spentMs[running.segmentId] = (spentMs[running.segmentId] ?? 0) + sinceMs - running.sinceMs;
  return {
    ok: true,
    rundown: { ...rundown, running: { id: start.id, segmentId: segment.id, sinceMs, spentMs } },
    changed: segment,
  };
}

export function presentRundown({ revision, segments, running }: Rundown): LiveRundown {
  return { revision, order: segments.map(({ id }) => id), segments, running };
}

/** Takes in a change, also when a later one came first: the newest order counts, and of each segment the newest. */
export function withRundownChange(rundown: LiveRundown, change: RundownChange): LiveRundown {
  const newer = change.revision > rundown.revision;
  const order = newer ? change.order : rundown.order;
  const segments = new Map(rundown.segments.map((segment) => [segment.id, segment]));
  for (const segment of change.segments)
    if (segment.revision >= (segments.get(segment.id)?.revision ?? 0)) segments.set(segment.id, segment);
  return {
    ...rundown,
    revision: newer ? change.revision : rundown.revision,
    order,
    segments: [...segments.values()].filter(({ id }) => order.includes(id)),
  };
}

/** Of two the one that began later. */
export function withRunning(rundown: LiveRundown, running: RunningSegment): LiveRundown {
  return running.sinceMs >= (rundown.running?.sinceMs ?? 0) ? { ...rundown, running } : rundown;
}

export function orderedSegments({ order, segments }: LiveRundown): LiveSegment[] {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  return order.flatMap((id) => byId.get(id) ?? []);
}
