import fc from 'fast-check';
import { expect, test } from 'vitest';
import { samePlace } from './same-place.ts';

test('a reader stays at the same words when others change what is before or behind them', () => {
  const before = '大家晚上好，欢迎来到直播间！先看材质。';
  const at = before.indexOf('先看');
  expect(samePlace(before, `${before}再看价格。`, at)).toBe(at);
  const longer = before.replace('欢迎', '非常欢迎大家');
  expect(longer.slice(samePlace(before, longer, at))).toBe('先看材质。');
  const shorter = before.replace('，欢迎来到直播间', '');
  expect(shorter.slice(samePlace(before, shorter, at))).toBe('先看材质。');
});

test('before and behind at once, as one saving may hold both', () => {
  const before = '第一句。第二句。第三句。第四句。';
  const after = `新的开头。${before.replace('第二', '还是第二')}最后一句。`;
  const place = samePlace(before, after, before.indexOf('三句'));
  expect(after.slice(place)).toBe('三句。第四句。最后一句。');
});

test('words that go from under the eyes leave the reader where those stood', () => {
  const before = 'one two three four';
  expect(samePlace(before, 'one four', before.indexOf('three'))).toBe('one '.length);
  expect(samePlace('一。二。三。', '一。三。', 2)).toBe(2);
});

const phrases = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 30 });

test('whatever is put in or taken out around a phrase, its reader stays at it', () => {
  fc.assert(
    fc.property(
      phrases,
      fc.nat(),
      fc.array(fc.tuple(fc.boolean(), fc.nat()), { maxLength: 20 }),
      (list, pick, edits) => {
        const chosen = list[pick % list.length] as string;
        const textOf = (all: readonly string[]) => all.map((each) => `${each}。`).join('');
        let edited = [...list];
        for (const [adds, where] of edits) {
          const at = where % (edited.length + 1);
          // New ones look like none of the old.
          if (adds) edited = edited.toSpliced(at, 0, `NEW ${where}`);
          else if (edited[at] !== chosen) edited = edited.toSpliced(at, 1);
        }
        const offset = textOf(list.slice(0, list.indexOf(chosen))).length;
        const place = samePlace(textOf(list), textOf(edited), offset);
        expect(textOf(edited).slice(place)).toMatch(new RegExp(`^${chosen}。`));
      },
    ),
  );
});

test('the place is always one in the text', () => {
  const words = fc.stringMatching(/^[ab。\n]{0,12}$/);
  fc.assert(
    fc.property(words, words, fc.nat(12), (before, after, at) => {
      const place = samePlace(before, after, Math.min(at, before.length));
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(after.length);
    }),
  );
});
