/** A small picture as a canvas hands it out: four bytes a pixel. */
export interface SmallPicture {
  data: ArrayLike<number>;
  width: number;
  height: number;
}

export type LightHint = 'dark' | 'overexposed' | 'backlit' | 'flat';

/** A column through the person, as shares of the sides: narrow, so that what is behind them is not in it. */
const person = { left: 0.44, right: 0.56, top: 0.22, bottom: 0.75 };
/** Where the person's picture burns out if it does. */
const middle = { left: 0.28, right: 0.72, top: 0.18, bottom: 0.8 };
/** Left, right and above them: what stands behind. */
const border = { side: 0.14, top: 0.1, bottom: 0.6 };

const limits = {
  /** Not even the brightest parts reach this; a deep blue wall is not dark. */
  darkP98: 88,
  clipped: 250,
  /** This much of the middle without any drawing is a burnt-out face rather than a white shirt. */
  clippedShare: 0.35,
  /** Burnt out: before a white wall that is well lit, dark skin and dark clothes are no mistake. */
  backlitBorder: 242,
  backlitPersonP99: 62,
  flatSpread: 34,
};

type Region = { left: number; right: number; top: number; bottom: number };
const within = (region: Region, x: number, y: number) =>
  x > region.left && x < region.right && y > region.top && y < region.bottom;

/**
 * What is wrong with the light, the worst first; null where it is fine or where it cannot be told: a hint that is
 * wrong costs more trust than one that is missing.
 */
export function checkLight({ data, width, height }: SmallPicture): LightHint | null {
  const brightest = new Histogram();
  const channels = [new Histogram(), new Histogram(), new Histogram()] as const;
  const body = new Histogram();
  const around = new Histogram();
  let [inMiddle, clipped] = [0, 0];
  for (let at = 0; at < width * height; at += 1) {
    const [r = 0, g = 0, b = 0] = [data[at * 4], data[at * 4 + 1], data[at * 4 + 2]];
    const luma = 0.299 * r + 0.587 * g + 0.114 * b;
    const [x, y] = [((at % width) + 0.5) / width, (Math.floor(at / width) + 0.5) / height];
    brightest.add(Math.max(r, g, b));
    channels[0].add(r);
    channels[1].add(g);
    channels[2].add(b);
    if (within(person, x, y)) body.add(luma);
    if (within(middle, x, y)) {
      inMiddle += 1;
      if (luma >= limits.clipped) clipped += 1;
    }
    const beside = x < border.side || x > 1 - border.side || y < border.top;
    if (beside && y < border.bottom) around.add(luma);
  }
  if (brightest.quantile(0.98) < limits.darkP98) return 'dark';
  if (clipped > inMiddle * limits.clippedShare) return 'overexposed';
  if (around.quantile(0.5) > limits.backlitBorder && body.quantile(0.99) < limits.backlitPersonP99)
    return 'backlit';
  const spread = Math.max(...channels.map((each) => each.quantile(0.995) - each.quantile(0.005)));
  return spread < limits.flatSpread ? 'flat' : null;
}

/** Where a face is, as shares of the picture's sides. */
export interface FaceBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type FramingHint = 'far' | 'close' | 'offCentre' | 'headCut';

/** How the face stands in the picture; null for a face that stands well. */
export function checkFraming({ left, top, width, height }: FaceBox, upright: boolean): FramingHint | null {
  const centre = left + width / 2;
  if (height > 0.58 || width > (upright ? 0.8 : 0.5)) return 'close';
  if (top < 0.015) return 'headCut';
  if (Math.abs(centre - 0.5) > 0.26) return 'offCentre';
  // A picture held upright is narrow: the same face is a smaller share of its height.
  return height < (upright ? 0.075 : 0.12) ? 'far' : null;
}

/** Counts by brightness: sorting a whole picture twice a second would be felt. */
class Histogram {
  readonly #counts = new Uint32Array(256);
  #total = 0;

  add(value: number): void {
    const bin = Math.min(255, Math.max(0, Math.round(value)));
    this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
    this.#total += 1;
  }

  quantile(share: number): number {
    let left = Math.floor(this.#total * share);
    for (const [bin, count] of this.#counts.entries()) {
      left -= count;
      if (left < 0) return bin;
    }
    return 255;
  }
}
