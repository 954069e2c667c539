import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineOfText } from './common.ts';

const line = lineOfText(20);
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for what must not be there
const unsafe = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/;

it('whatever was typed, a line has no control or direction marks, no outer space, and fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const parsed = line.safeParse(typed);
      if (!parsed.success) return;
      expect(parsed.data).not.toMatch(unsafe);
      expect(parsed.data).toBe(parsed.data.trim());
      expect(parsed.data).not.toMatch(/\s{2}|[\n\r\t]/);
      const length = Array.from(parsed.data).length;
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThanOrEqual(20);
    }),
    { numRuns: 2_000 },
  );
});

it('a line that was let through stays as it is when it comes again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (typed) => {
      const once = line.safeParse(typed);
      if (once.success) expect(line.parse(once.data)).toBe(once.data);
    }),
    { numRuns: 2_000 },
  );
});
