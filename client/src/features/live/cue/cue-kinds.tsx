import type { CueKey, CueKind } from '@caipai/shared/schemas/cue';
import {
  IconAlarm,
  IconAlertTriangle,
  IconHandStop,
  IconMessageDots,
  IconMessageQuestion,
  IconMoodSmile,
  IconPackage,
  IconShoppingCart,
  IconTypography,
  IconUsersGroup,
  IconVolume,
  IconWalk,
  IconWaveSine,
} from '@tabler/icons-react';

/** The deck that everybody begins with, in reading order; stop stands last and alone in its colour. */
export const firstDeck: readonly CueKey[] = [
  { kind: 'slowDown', text: null, letter: 'S', priority: 'normal' },
  { kind: 'louder', text: null, letter: 'L', priority: 'normal' },
  { kind: 'smile', text: null, letter: 'M', priority: 'normal' },
  { kind: 'showProduct', text: null, letter: 'P', priority: 'normal' },
  { kind: 'answerQuestion', text: null, letter: 'Q', priority: 'important' },
  { kind: 'callToAction', text: null, letter: 'B', priority: 'important' },
  { kind: 'time', text: null, letter: 'T', priority: 'important' },
  { kind: 'stop', text: null, letter: 'X', priority: 'urgent' },
];

export const cueKindOrder: readonly CueKind[] = [
  ...firstDeck.map(({ kind }) => kind),
  'keepTalking',
  'varyTone',
  'invite',
  'rephrase',
  'text',
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
  keepTalking: IconMessageDots,
  varyTone: IconWaveSine,
  invite: IconUsersGroup,
  rephrase: IconAlertTriangle,
  text: IconTypography,
};

export function CuePictogram({ kind, size }: { kind: CueKind; size: number }) {
  const Icon = pictograms[kind];
  return <Icon size={size} stroke={2.2} aria-hidden />;
}
