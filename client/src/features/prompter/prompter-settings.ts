import { CHARACTERS_PER_MINUTE, type Reading, WORDS_PER_MINUTE } from '@caipai/shared/domain/reading-time';

export const prompterActions = [
  'toggle',
  'faster',
  'slower',
  'forward',
  'back',
  'nextSegment',
  'previousSegment',
] as const;
export type PrompterAction = (typeof prompterActions)[number];

export const prompterThemes = ['dark', 'light', 'yellow'] as const;
export type PrompterTheme = (typeof prompterThemes)[number];

export interface PrompterSettings {
  /** 1 is the pace that is easy to follow. */
  pace: number;
  sizePx: number;
  /** Share of the width that lines take. */
  width: number;
  mirrored: boolean;
  theme: PrompterTheme;
  /** A key of one's own for an action, such as that of a pedal: `KeyboardEvent.key`. */
  keys: Partial<Record<PrompterAction, string>>;
}

export const firstSettings: PrompterSettings = {
  ...{ pace: 1, sizePx: 26, width: 1, mirrored: false, theme: 'dark', keys: {} },
};

export const SIZE_PX = { least: 16, most: 72, step: 2 };
export const WIDTH = { least: 0.5, most: 1, step: 0.1 };

/** The usual keys; page keys and arrows are those of most pedals. */
const usualKeys: Record<string, PrompterAction> = {
  ' ': 'toggle',
  Enter: 'toggle',
  ArrowUp: 'faster',
  ArrowDown: 'slower',
  PageDown: 'forward',
  ArrowRight: 'forward',
  PageUp: 'back',
  ArrowLeft: 'back',
  n: 'nextSegment',
  p: 'previousSegment',
};

/** One's own keys come before the usual ones. */
export function actionOf(key: string, own: PrompterSettings['keys']): PrompterAction | null {
  const chosen = prompterActions.find((action) => own[action] === key);
  return chosen ?? usualKeys[key] ?? usualKeys[key.toLowerCase()] ?? null;
}

/** A key does one thing: whoever had it before has it no longer. */
export function withKey(
  own: PrompterSettings['keys'],
  action: PrompterAction,
  key: string,
): PrompterSettings['keys'] {
  const others = Object.entries(own).filter(([each, taken]) => each !== action && taken !== key);
  return { ...Object.fromEntries(others), [action]: key };
}

const speeds = {
  characters: { standard: CHARACTERS_PER_MINUTE, step: 10, least: 60, most: 500 },
  words: { standard: WORDS_PER_MINUTE, step: 5, least: 40, most: 300 },
};

/** In characters or words a minute, whichever the text is made of. */
export function speedOf(pace: number, unit: Reading['unit']): number {
  return Math.round(pace * speeds[unit].standard);
}

export function steppedPace(pace: number, unit: Reading['unit'], by: 1 | -1): number {
  const { standard, step, least, most } = speeds[unit];
  const on = speedOf(pace, unit) / step;
  const next = (by === 1 ? Math.floor(on + 1e-9) + 1 : Math.ceil(on - 1e-9) - 1) * step;
  return Math.min(Math.max(next, least), most) / standard;
}
