import type { CueKind, CuePriority } from '../schemas/cue.ts';

/** What the studio notices by itself. */
export const autoCueCauses = [
  'deadAir',
  'tooFast',
  'tooQuiet',
  'monotone',
  'noInteraction',
  'openQuestion',
  'overrun',
  'forbiddenClaim',
] as const;
export type AutoCueCause = (typeof autoCueCauses)[number];

/** Drawn from the anchor's voice, which is theirs alone. */
export const voiceCauses = ['deadAir', 'tooFast', 'tooQuiet', 'monotone'] as const satisfies AutoCueCause[];

export function isVoiceCause(cause: AutoCueCause): cause is (typeof voiceCauses)[number] {
  return (voiceCauses as readonly AutoCueCause[]).includes(cause);
}

/** One look at the session, taken about once a second. A figure that nobody measures is null. */
export interface Moment {
  nowMs: number;
  speech: {
    /** How long nobody has spoken by now; 0 while somebody does. */
    pauseMs: number;
    /** Estimated, over the last seconds of speech. */
    syllablesPerMin: number | null;
    shortTermLufs: number | null;
    /** Spread of the pitch over the last half minute of speech. */
    pitchSpreadSemitones: number | null;
  } | null;
  /** When the audience last said or ordered something; the start of the session before that. */
  lastInteractionAtMs: number;
  /** When the oldest question without an answer was asked. */
  openQuestionSinceMs: number | null;
  /** How far the running segment is over its time; negative while it is not, null without one. */
  overrunMs: number | null;
  /** The words of a claim that asks for a change, heard since the last look. */
  claim: string | null;
}

export interface AutoCueSettings {
  off: readonly AutoCueCause[];
  deadAirMs: number;
  fastSyllablesPerMin: number;
  quietLufs: number;
  monotoneSemitones: number;
  noInteractionMs: number;
  openQuestionMs: number;
  overrunMs: number;
}

/**
 * Pace: over 300 characters a minute is fast in Chinese, one syllable each; English over 160 words, about one and a
 * half syllables each. Loudness: far below the −16 to −14 LUFS that programmes on the web aim for. The others are
 * rules of thumb, for a class to change.
 */
export const firstAutoCueSettings = (language: 'zh' | 'en'): AutoCueSettings => ({
  off: [],
  deadAirMs: 6_000,
  fastSyllablesPerMin: language === 'zh' ? 300 : 240,
  quietLufs: -30,
  monotoneSemitones: 1.5,
  noInteractionMs: 90_000,
  openQuestionMs: 45_000,
  overrunMs: 15_000,
});

interface Rule {
  kind: CueKind;
  priority: CuePriority;
  /** How long it has to hold before it is worth a word. */
  holdsMs: number;
  /** How long it keeps quiet after it has spoken. */
  coolDownMs: number;
  holds(moment: Moment, settings: AutoCueSettings): boolean;
}

const over = (value: number | null | undefined, limit: number) => typeof value === 'number' && value > limit;
const under = (value: number | null | undefined, limit: number) => typeof value === 'number' && value < limit;
const speaks = ({ speech }: Moment) => speech !== null && speech.pauseMs === 0;

/** In the order in which one is preferred when several hold. */
const rules: Record<AutoCueCause, Rule> = {
  forbiddenClaim: {
    ...{ kind: 'rephrase', priority: 'urgent', holdsMs: 0, coolDownMs: 10_000 },
    holds: ({ claim }) => claim !== null,
  },
  deadAir: {
    ...{ kind: 'keepTalking', priority: 'important', holdsMs: 0, coolDownMs: 20_000 },
    holds: ({ speech }, { deadAirMs }) => over(speech?.pauseMs, deadAirMs),
  },
  openQuestion: {
    ...{ kind: 'answerQuestion', priority: 'important', holdsMs: 0, coolDownMs: 45_000 },
    holds: ({ nowMs, openQuestionSinceMs }, settings) =>
      openQuestionSinceMs !== null && nowMs - openQuestionSinceMs > settings.openQuestionMs,
  },
  overrun: {
    ...{ kind: 'time', priority: 'important', holdsMs: 0, coolDownMs: 60_000 },
    holds: ({ overrunMs }, settings) => over(overrunMs, settings.overrunMs),
  },
  tooQuiet: {
    ...{ kind: 'louder', priority: 'normal', holdsMs: 6_000, coolDownMs: 45_000 },
    holds: (moment, { quietLufs }) => speaks(moment) && under(moment.speech?.shortTermLufs, quietLufs),
  },
  tooFast: {
    ...{ kind: 'slowDown', priority: 'normal', holdsMs: 8_000, coolDownMs: 45_000 },
    holds: (moment, settings) =>
      speaks(moment) && over(moment.speech?.syllablesPerMin, settings.fastSyllablesPerMin),
  },
  noInteraction: {
    ...{ kind: 'invite', priority: 'normal', holdsMs: 0, coolDownMs: 90_000 },
    holds: ({ nowMs, lastInteractionAtMs }, settings) =>
      nowMs - lastInteractionAtMs > settings.noInteractionMs,
  },
  monotone: {
    ...{ kind: 'varyTone', priority: 'normal', holdsMs: 15_000, coolDownMs: 90_000 },
    holds: (moment, settings) =>
      speaks(moment) && under(moment.speech?.pitchSpreadSemitones, settings.monotoneSemitones),
  },
};
const causes = Object.keys(rules) as AutoCueCause[];

/** Between two words of its own at least this long, whatever the causes; and after a person's word as well. */
export const AUTO_CUE_EVERY_MS = 8_000;
/** A short break, such as a breath between two sentences, does not begin the count anew. */
const FORGIVEN_MS = 2_500;

export interface AutoCueState {
  /** Since when a cause has held, and when it last did. */
  held: Partial<Record<AutoCueCause, { sinceMs: number; lastMs: number }>>;
  spokenAtMs: Partial<Record<AutoCueCause, number>>;
  /** When anybody last put a prompt before the anchor. */
  lastCueAtMs: number;
}

export const noAutoCues: AutoCueState = { held: {}, spokenAtMs: {}, lastCueAtMs: Number.NEGATIVE_INFINITY };

export interface AutoCue {
  cause: AutoCueCause;
  kind: CueKind;
  priority: CuePriority;
}

/** One look further. At most one prompt comes of it. */
export function watchMoment(
  state: AutoCueState,
  moment: Moment,
  settings: AutoCueSettings,
): { state: AutoCueState; cue: AutoCue | null } {
  const { nowMs } = moment;
  const held: AutoCueState['held'] = {};
  for (const cause of causes) {
    if (settings.off.includes(cause)) continue;
    const before = state.held[cause];
    if (rules[cause].holds(moment, settings))
      held[cause] = { sinceMs: before?.sinceMs ?? nowMs, lastMs: nowMs };
    else if (before && nowMs - before.lastMs <= FORGIVEN_MS) held[cause] = before;
  }
  const free = nowMs - state.lastCueAtMs >= AUTO_CUE_EVERY_MS;
  const due = causes.find((cause) => {
    const { holdsMs, coolDownMs } = rules[cause];
    const since = held[cause];
    const rested = nowMs - (state.spokenAtMs[cause] ?? Number.NEGATIVE_INFINITY) >= coolDownMs;
    // A claim cannot wait until it is forgotten.
    return (
      (free || cause === 'forbiddenClaim') &&
      rested &&
      since?.lastMs === nowMs &&
      nowMs - since.sinceMs >= holdsMs
    );
  });
  if (!due) return { state: { ...state, held }, cue: null };
  const { kind, priority } = rules[due];
  return {
    state: { held, spokenAtMs: { ...state.spokenAtMs, [due]: nowMs }, lastCueAtMs: nowMs },
    cue: { cause: due, kind, priority },
  };
}

/** A person has said something meanwhile: the studio keeps quiet for a while. */
export function afterPersonalCue(state: AutoCueState, atMs: number): AutoCueState {
  return { ...state, lastCueAtMs: Math.max(state.lastCueAtMs, atMs) };
}
