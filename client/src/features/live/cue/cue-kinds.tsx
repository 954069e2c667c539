import type { CueKind, CuePriority } from '@caipai/shared/schemas/cue';
import {
  IconAlarm,
  IconHandStop,
  IconMessageQuestion,
  IconMoodSmile,
  IconPackage,
  IconShoppingCart,
  IconTypography,
  IconVolume,
  IconWalk,
} from '@tabler/icons-react';

export type PaletteKind = Exclude<CueKind, 'text'>;

export interface CueKeyFace {
  kind: PaletteKind;
  /** The letter that sends it; not a digit, those give marks. */
  letter: string;
  priority: CuePriority;
}

/** The deck in reading order; stop stands last and alone in its colour. */
export const cueDeck: readonly CueKeyFace[] = [
  { kind: 'slowDown', letter: 'S', priority: 'normal' },
  { kind: 'louder', letter: 'L', priority: 'normal' },
  { kind: 'smile', letter: 'M', priority: 'normal' },
  { kind: 'showProduct', letter: 'P', priority: 'normal' },
  { kind: 'answerQuestion', letter: 'Q', priority: 'important' },
  { kind: 'callToAction', letter: 'B', priority: 'important' },
  { kind: 'time', letter: 'T', priority: 'important' },
  { kind: 'stop', letter: 'X', priority: 'urgent' },
];

const pictograms: Record<CueKind, typeof IconAlarm> = {
  slowDown: IconWalk,
  louder: IconVolume,
  smile: IconMoodSmile,
  showProduct: IconPackage,
  answerQuestion: IconMessageQuestion,
  callToAction: IconShoppingCart,
  time: IconAlarm,
  stop: IconHandStop,
  text: IconTypography,
};

export function CuePictogram({ kind, size }: { kind: CueKind; size: number }) {
  const Icon = pictograms[kind];
  return <Icon size={size} stroke={2.2} aria-hidden />;
}
