import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFillers, saysFiller } from './fillers.ts';

const counted = (...sentences: string[]) =>
  Object.fromEntries(countFillers(sentences).map(({ word, count }) => [word, count]));

describe('fillers', () => {
  it('a drawn-out sound of hesitation counts once, wherever it is', () => {
    expect(counted('嗯嗯嗯这款杯子呢呃容量是五百毫升')).toEqual({ 嗯: 1, 呃: 1 });
    expect(counted('So um, this cup, uhhh, holds, erm, half a litre')).toEqual({ um: 1, uh: 1, er: 1 });
  });

  it('a word that means something counts only doubled or between pauses', () => {
    expect(counted('那个，今天给大家带来的是那个红色的杯子')).toEqual({ 那个: 1 });
    expect(counted('然后然后我们看一下这个这个这个杯盖')).toEqual({ 然后: 1, 这个: 2 });
    expect(counted('It is, like, really light, and I like it')).toEqual({ like: 1 });
    expect(counted('you know you know what I mean by that')).toEqual({ 'you know': 1 });
  });

  it('ordinary speech has none', () => {
    for (const sentence of [
      '先看这个，再看那一款，然后下单就行',
      '我要的就是这个，不是那个',
      '余额不足也没关系，金额都写清楚了',
      '也就是说三天之内发货',
      'The number of colours is what you know from last year',
      'Humming birds and umbrellas, an error, I mean it',
      'Take whichever one you like, it is all 20% off',
      'If you like, tap the link',
      'As you know, we ship tomorrow',
      'You see what I mean, right',
      'Is it actually... yes',
      'Uh-huh, to err is human, and the ER is no place for a cup',
      '喜欢 这个，拍一号',
      '红的、这个、那个、三款全部九块九',
    ]) {
      expect(counted(sentence), sentence).toEqual({});
    }
  });

  it('whatever is counted in a sentence is found in it', () => {
    for (const sentence of ['Ummm, well', '嗯嗯，然后，我们', 'er, errr, hhmm', 'It is, LIKE, huge']) {
      const found = countFillers([sentence]);
      expect(found.length).toBeGreaterThan(0);
      for (const { word } of found) expect(saysFiller(word, sentence), word).toBe(true);
    }
    expect(saysFiller('like', 'I like it')).toBe(false);
  });

  it('counts are of all sentences together, the most frequent first', () => {
    expect(countFillers(['嗯，好', '呃，嗯，是的', 'um'])).toEqual([
      { word: '嗯', count: 2 },
      { word: 'um', count: 1 },
      { word: '呃', count: 1 },
    ]);
  });

  it('nobody’s sentence is counted differently for standing beside another', () => {
    const speech = fc.array(
      fc.constantFrom('嗯', '那个', '，', '杯子', 'um', ' ', 'like', ', ', '然后', '额', '...').map(String),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.array(speech.map((parts) => parts.join(''))), (sentences) => {
        const total = (all: string[]) => countFillers(all).reduce((sum, { count }) => sum + count, 0);
        expect(total(sentences)).toBe(sentences.reduce((sum, each) => sum + total([each]), 0));
      }),
    );
  });
});
