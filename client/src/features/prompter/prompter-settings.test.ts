import { expect, test } from 'vitest';
import { actionOf, speedOf, steppedPace, withKey } from './prompter-settings.ts';

test('the speed is counted in what the text is made of, in even steps', () => {
  expect(speedOf(1, 'characters')).toBe(245);
  expect(speedOf(steppedPace(1, 'characters', 1), 'characters')).toBe(250);
  expect(speedOf(steppedPace(1, 'characters', -1), 'characters')).toBe(240);
  expect(speedOf(steppedPace(steppedPace(1, 'words', 1), 'words', 1), 'words')).toBe(145);
  let pace = 1;
  for (let press = 0; press < 100; press += 1) pace = steppedPace(pace, 'words', 1);
  expect(speedOf(pace, 'words')).toBe(300);
});

test('pedals work without being told: page keys, arrows, Enter', () => {
  expect(
    ['PageDown', 'PageUp', 'ArrowRight', 'Enter', ' ', 'N', 'x'].map((key) => actionOf(key, {})),
  ).toEqual(['forward', 'back', 'forward', 'toggle', 'toggle', 'nextSegment', null]);
});

test('a key that was pressed for an action does that and nothing else', () => {
  const own = withKey(withKey({}, 'nextSegment', 'PageDown'), 'toggle', 'b');
  expect(actionOf('PageDown', own)).toBe('nextSegment');
  expect(actionOf('b', own)).toBe('toggle');
  expect(withKey(own, 'back', 'b')).toEqual({ nextSegment: 'PageDown', back: 'b' });
});
