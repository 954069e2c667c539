import { RUNDOWN_MAX_SEGMENTS, TITLE_MAX_CHARS } from '@caipai/shared/limits';
import type { CrewChange } from '@caipai/shared/schemas/crew';
import type { Orientation, Segment } from '@caipai/shared/schemas/session';
import { newId } from '../../net/new-id.ts';

export type SegmentKind = Segment['kind'];
export const segmentKinds: SegmentKind[] = ['opening', 'product', 'interaction', 'closing'];

/** What the planner is filling in, kept on this device until it is sent. */
export interface PlanDraft {
  title: string;
  cohortId: string;
  rubricId: string | null;
  orientation: Orientation;
  /** The value of a datetime-local field; null for a rehearsal without a time. */
  localTime: string | null;
  rundown: Segment[];
  /** Missing in drafts from before there was such a place. */
  crew?: CrewChange;
}

export function emptyDraft(cohortId: string): PlanDraft {
  return { title: '', cohortId, rubricId: null, orientation: 'portrait', localTime: null, rundown: [] };
}

export function newSegment(kind: SegmentKind, title = '', targetSeconds = 180): Segment {
  return { id: newId(), kind, title, targetSeconds, productId: null, script: '' };
}

export function canAdd(rundown: readonly Segment[]): boolean {
  return rundown.length < RUNDOWN_MAX_SEGMENTS;
}

/** The segment at `index` changes places with its neighbour; at the edges nothing happens. */
export function moved(rundown: readonly Segment[], index: number, by: -1 | 1): Segment[] {
  const result = [...rundown];
  const here = result[index];
  const there = result[index + by];
  if (!here || !there) return result;
  result[index] = there;
  result[index + by] = here;
  return result;
}

export function totalMs(rundown: readonly Segment[]): number {
  return rundown.reduce((sum, segment) => sum + segment.targetSeconds, 0) * 1_000;
}

export interface PlanFaults {
  title?: 'field.required';
  time?: 'field.required' | 'field.future';
  /** Ids of segments without a title. */
  segments: string[];
}

export function faultsOf(draft: PlanDraft, nowMs: number): PlanFaults | null {
  const faults: PlanFaults = {
    segments: draft.rundown.filter((segment) => !segment.title.trim()).map((segment) => segment.id),
  };
  if (!draft.title.trim()) faults.title = 'field.required';
  if (draft.localTime !== null) {
    if (draft.localTime === '') faults.time = 'field.required';
    else if (new Date(draft.localTime).getTime() < nowMs) faults.time = 'field.future';
  }
  return faults.title || faults.time || faults.segments.length > 0 ? faults : null;
}

/** Local date and time as a datetime-local field wants it, to the minute. */
export function toLocalTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The full hour that comes after the next minutes: never already past. */
export function nextFullHour(nowMs: number): string {
  const date = new Date(nowMs + 3_600_000);
  date.setMinutes(0, 0, 0);
  return toLocalTime(date.getTime());
}

const KEY = 'caipai.plan';

export function keepDraft(draft: PlanDraft): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Full or forbidden storage: the draft lives as long as the page.
  }
}

export function forgetDraft(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept either.
  }
}

/** The kept draft, or null when there is none or it is from a version that looked different. */
export function readDraft(): PlanDraft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is PlanDraft {
  if (typeof value !== 'object' || value === null) return false;
  const draft = value as Partial<PlanDraft>;
  return (
    typeof draft.title === 'string' &&
    draft.title.length <= TITLE_MAX_CHARS * 2 &&
    typeof draft.cohortId === 'string' &&
    (draft.orientation === 'portrait' || draft.orientation === 'landscape') &&
    (draft.localTime === null || typeof draft.localTime === 'string') &&
    Array.isArray(draft.rundown) &&
    draft.rundown.every(
      (segment) =>
        typeof segment?.id === 'string' &&
        typeof segment.title === 'string' &&
        typeof segment.targetSeconds === 'number' &&
        segmentKinds.includes(segment.kind),
    )
  );
}
