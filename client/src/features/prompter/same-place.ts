/** What a text is compared by: a phrase with the mark that ends it. */
const phrase = /[^。！？；，,.!?;\n]*[。！？；，,.!?;\n]|[^。！？；，,.!?;\n]+$/g;
/** Beyond so many phrases that differ the comparison would take longer than a frame. */
const COMPARED_AT_MOST = 500;

/**
 * Where the reader is after others changed the text: at the same words, wherever those went. Words that were taken
 * out under their eyes leave them at the place where those stood.
 */
export function samePlace(before: string, after: string, offset: number): number {
  const a = before.match(phrase) ?? [];
  const b = after.match(phrase) ?? [];
  const aStarts = startsOf(a);
  const bStarts = startsOf(b);
  /** The end of the last phrase that both have and that lies before the reader. */
  let aFrom = 0;
  let bFrom = 0;
  for (const [i, j] of kept(a, b)) {
    const aStart = aStarts[i] ?? 0;
    const bStart = bStarts[j] ?? 0;
    const length = a[i]?.length ?? 0;
    if (offset < aStart)
      return bFrom + placeInChange(before.slice(aFrom, aStart), after.slice(bFrom, bStart), offset - aFrom);
    if (offset < aStart + length) return bStart + offset - aStart;
    aFrom = aStart + length;
    bFrom = bStart + length;
  }
  return bFrom + placeInChange(before.slice(aFrom), after.slice(bFrom), offset - aFrom);
}

function startsOf(phrases: readonly string[]): number[] {
  let start = 0;
  return phrases.map((each) => {
    start += each.length;
    return start - each.length;
  });
}

/** By letters, from both ends: what is between them is what changed. */
function placeInChange(before: string, after: string, offset: number): number {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (offset <= head) return offset;
  if (offset >= before.length - tail) return offset + after.length - before.length;
  return head;
}

/** The phrases that stayed, as pairs of their places: the longest sequence that both texts have. */
function kept(a: readonly string[], b: readonly string[]): [number, number][] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const rows = a.length - head - tail;
  const columns = b.length - head - tail;
  const pairs: [number, number][] = Array.from({ length: head }, (_, index) => [index, index]);
  if (rows <= COMPARED_AT_MOST && columns <= COMPARED_AT_MOST) {
    // longest[i][j]: how much the rests from i and j have in common.
    const longest = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
    const common = (i: number, j: number) => longest[i]?.[j] ?? 0;
    for (let i = rows - 1; i >= 0; i -= 1)
      for (let j = columns - 1; j >= 0; j -= 1) {
        const row = longest[i];
        if (row)
          row[j] =
            a[head + i] === b[head + j]
              ? common(i + 1, j + 1) + 1
              : Math.max(common(i + 1, j), common(i, j + 1));
      }
    for (let i = 0, j = 0; i < rows && j < columns; ) {
      if (a[head + i] === b[head + j]) {
        pairs.push([head + i, head + j]);
        i += 1;
        j += 1;
      } else if (common(i + 1, j) >= common(i, j + 1)) i += 1;
      else j += 1;
    }
  }
  for (let index = tail; index > 0; index -= 1) pairs.push([a.length - index, b.length - index]);
  return pairs;
}
