import { useStore } from 'zustand';
import { type MarkRow, markRow } from '../../../state/live/mark-desk.ts';
import { useLiveView, useRoom, useSession } from '../room-context.tsx';

/** How the whole sheet stands for this rater. */
export function useMarkSheet(): { marked: number; waiting: number; failed: number } {
  const room = useRoom();
  const { rubric } = useSession();
  const marks = useLiveView((view) => view.marks);
  const sheet = useStore(room.marks.sheet);
  const rows = rubric.criteria.map((criterion) => markRow({ marks }, sheet, room.me.id, criterion.id));
  return {
    marked: rows.filter((row) => row.level !== null).length,
    waiting: rows.filter((row) => row.fate === 'waiting').length,
    failed: rows.filter((row) => row.fate === 'failed').length,
  };
}

export function useMarkRow(criterionId: string): MarkRow {
  const room = useRoom();
  const marks = useLiveView((view) => view.marks);
  const sheet = useStore(room.marks.sheet);
  return markRow({ marks }, sheet, room.me.id, criterionId);
}
