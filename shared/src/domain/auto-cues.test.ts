import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUTO_CUE_EVERY_MS,
  type AutoCue,
  type AutoCueSettings,
  type AutoCueState,
  afterPersonalCue,
  autoCueCauses,
  firstAutoCueSettings,
  type Moment,
  noAutoCues,
  watchMoment,
} from './auto-cues.ts';

const settings = firstAutoCueSettings('zh');
const calm: Moment = {
  nowMs: 0,
  speech: { pauseMs: 0, syllablesPerMin: 240, shortTermLufs: -18, pitchSpreadSemitones: 3 },
  lastInteractionAtMs: 0,
  openQuestionSinceMs: null,
  overrunMs: null,
  claim: null,
};

/** Looks once a second; answers what was said and when, in seconds. */
function play(
  seconds: number,
  at: (s: number) => Partial<Moment>,
  chosen: AutoCueSettings = settings,
  start: AutoCueState = noAutoCues,
): { s: number; cue: AutoCue }[] {
  let state = start;
  const said: { s: number; cue: AutoCue }[] = [];
  for (let s = 0; s < seconds; s += 1) {
    const nowMs = s * 1_000;
    const next = watchMoment(state, { ...calm, lastInteractionAtMs: nowMs, ...at(s), nowMs }, chosen);
    state = next.state;
    if (next.cue) said.push({ s, cue: next.cue });
  }
  return said;
}
const speech = (changes: Partial<NonNullable<Moment['speech']>>): Partial<Moment> => ({
  speech: { ...(calm.speech as NonNullable<Moment['speech']>), ...changes },
});

describe('the studio notices', () => {
  it('nothing while all is well', () => {
    expect(play(300, () => ({}))).toEqual([]);
  });

  it('silence, once it has lasted, and again only after a rest', () => {
    const said = play(40, (s) => speech({ pauseMs: s * 1_000 }));
    expect(said.map(({ s, cue }) => [s, cue.kind])).toEqual([
      [7, 'keepTalking'],
      [27, 'keepTalking'],
    ]);
  });

  it('speech that stays fast, not one fast sentence', () => {
    expect(play(6, () => speech({ syllablesPerMin: 340 }))).toEqual([]);
    expect(play(20, () => speech({ syllablesPerMin: 340 })).map(({ s }) => s)).toEqual([8]);
  });

  it('fast speech also over the breath between two sentences', () => {
    const said = play(20, (s) => speech({ syllablesPerMin: 340, pauseMs: s % 5 === 4 ? 400 : 0 }));
    expect(said[0]?.cue.cause).toBe('tooFast');
  });

  it('a question that waits, an audience that is silent, a segment that runs over', () => {
    expect(play(60, () => ({ openQuestionSinceMs: 0 }))[0]).toMatchObject({
      s: 46,
      cue: { kind: 'answerQuestion' },
    });
    expect(play(100, () => ({ lastInteractionAtMs: 0 }))[0]).toMatchObject({
      s: 91,
      cue: { kind: 'invite' },
    });
    expect(play(30, (s) => ({ overrunMs: s * 1_000 }))[0]).toMatchObject({ s: 16, cue: { kind: 'time' } });
  });

  it('a forbidden claim at once, also right after another prompt', () => {
    const said = play(10, (s) => ({ claim: s === 3 ? '全网最低价' : null }), settings, {
      ...noAutoCues,
      lastCueAtMs: 2_000,
    });
    expect(said).toMatchObject([{ s: 3, cue: { kind: 'rephrase', priority: 'urgent' } }]);
  });
});

it('what is switched off is never said', () => {
  const off = { ...settings, off: ['deadAir' as const] };
  expect(play(60, (s) => speech({ pauseMs: s * 1_000 }), off)).toEqual([]);
});

it('without a speech meter nothing is said about speech', () => {
  expect(play(300, () => ({ speech: null }))).toEqual([]);
});

it('after a prompt by a person it keeps quiet for a while', () => {
  const quiet = afterPersonalCue(noAutoCues, 6_000);
  expect(play(15, (s) => speech({ pauseMs: s * 1_000 }), settings, quiet)[0]?.s).toBe(14);
});

it('whatever happens, two prompts never follow too closely, and no cause repeats within its rest', () => {
  const moment = fc.record({
    pauseMs: fc.integer({ min: 0, max: 20_000 }),
    syllablesPerMin: fc.option(fc.integer({ min: 0, max: 500 })),
    shortTermLufs: fc.option(fc.integer({ min: -70, max: 0 })),
    pitchSpreadSemitones: fc.option(fc.integer({ min: 0, max: 8 })),
    question: fc.boolean(),
    overrunMs: fc.option(fc.integer({ min: -60_000, max: 60_000 })),
  });
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 200 }), (moments) => {
      const said = play(moments.length, (s) => {
        const { question, overrunMs, ...figures } = moments[s] as (typeof moments)[number];
        return { ...speech(figures), overrunMs, openQuestionSinceMs: question ? -60_000 : null };
      });
      for (const [index, { s }] of said.entries()) {
        const next = said[index + 1];
        if (next) expect((next.s - s) * 1_000).toBeGreaterThanOrEqual(AUTO_CUE_EVERY_MS);
      }
      for (const cause of autoCueCauses) {
        const own = said.filter(({ cue }) => cue.cause === cause).map(({ s }) => s);
        for (const [index, s] of own.entries())
          if (index > 0) expect(s - (own[index - 1] ?? 0)).toBeGreaterThanOrEqual(10);
      }
    }),
  );
});
