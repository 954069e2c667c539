import { describe, expect, it } from 'vitest';
import { estimateFace } from './face-estimate.ts';
import { checkFraming, checkLight, type FaceBox, type FramingHint } from './picture-check.ts';

type Colour = readonly [number, number, number];

/** The ten tones of the Monk scale, palest first. */
const tones: Colour[] = [
  ...([
    [246, 237, 228],
    [243, 231, 219],
    [247, 234, 208],
    [234, 218, 186],
    [215, 189, 150],
  ] as const),
  ...([
    [160, 126, 86],
    [130, 92, 67],
    [96, 65, 52],
    [58, 49, 42],
    [41, 36, 32],
  ] as const),
];
const backgrounds: Record<string, Colour> = {
  whiteWall: [236, 236, 234],
  greyWall: [128, 130, 132],
  blackStudio: [24, 24, 28],
  greenScreen: [20, 170, 60],
  blueCurtain: [40, 60, 140],
  wood: [166, 118, 76],
  beige: [222, 200, 172],
  pinkShelf: [230, 170, 180],
  redBanner: [196, 30, 40],
};
const clothes: Colour[] = [
  [30, 30, 34],
  [240, 240, 238],
  [60, 90, 160],
];

interface Scene {
  skin: Colour;
  behind: Colour;
  dress?: Colour;
  face?: FaceBox;
  /** How much light falls on the person, and on what is behind them. */
  light?: number;
  lightBehind?: number;
  width?: number;
  height?: number;
  noise?: number;
}

const usual: FaceBox = { left: 0.38, top: 0.16, width: 0.24, height: 0.2 };

/** A head with hair, eyes and a bright spot on the brow over shoulders: as coarse as the check's own eyes. */
function draw({ skin, behind, dress = [30, 30, 34], face = usual, ...scene }: Scene) {
  const { light = 1, lightBehind = 1, width = 48, height = 85, noise = 5 } = scene;
  const data = new Uint8ClampedArray(width * height * 4);
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const oval = (x: number, y: number, scale: number, dy = 0) => {
    const dx = (x - face.left - face.width / 2) / ((face.width / 2) * scale);
    const ey = (y - face.top - face.height / 2 - dy) / ((face.height / 2) * scale);
    return dx * dx + ey * ey < 1;
  };
  for (let py = 0; py < height; py += 1) {
    for (let px = 0; px < width; px += 1) {
      const [x, y] = [(px + 0.5) / width, (py + 0.5) / height];
      let colour: Colour = behind;
      let lit = lightBehind;
      const shoulders =
        y > face.top + face.height * 1.15 && Math.abs(x - face.left - face.width / 2) < face.width * 1.3;
      if (shoulders) [colour, lit] = [dress, light];
      const aside = Math.abs(x - face.left - face.width / 2);
      const neck = aside < face.width * 0.22 && y > face.top + face.height * 0.7;
      if (neck && !shoulders) [colour, lit] = [skin, light];
      if (!neck && oval(x, y, 1.18, -face.height * 0.06)) [colour, lit] = [[28, 22, 20], light];
      if (oval(x, y, 1)) {
        const across = (x - face.left) / face.width;
        const down = (y - face.top) / face.height;
        const spot = Math.hypot(across - 0.4, down - 0.22) < 0.16;
        const eye = Math.abs(down - 0.42) < 0.035 && Math.abs(Math.abs(across - 0.5) - 0.2) < 0.08;
        const shade = 1.08 - 0.35 * across;
        colour = eye
          ? [30, 26, 26]
          : (skin.map((each) => each * shade + (spot ? 46 : 0)) as unknown as Colour);
        lit = light;
      }
      for (let channel = 0; channel < 3; channel += 1)
        data[(py * width + px) * 4 + channel] = (colour[channel] ?? 0) * lit + (random() - 0.5) * 2 * noise;
      data[(py * width + px) * 4 + 3] = 255;
    }
  }
  return { data, width, height };
}

const wide = { width: 72, height: 40, face: { left: 0.43, top: 0.2, width: 0.14, height: 0.32 } };

describe('the light', () => {
  it('gets no hint for any tone before any wall, well lit', () => {
    const wrong: string[] = [];
    for (const [index, skin] of tones.entries())
      for (const [name, behind] of Object.entries(backgrounds))
        for (const dress of clothes)
          for (const shape of [{}, wide]) {
            const hint = checkLight(draw({ skin, behind, dress, ...shape }));
            // A dark room with dark clothes and skin is dark, whoever stands there.
            const unlit = name === 'blackStudio' && dress === clothes[0] && index >= 6;
            if (hint && !(unlit && hint === 'dark')) wrong.push(`${index} ${name} ${dress}: ${hint}`);
          }
    expect(wrong).toEqual([]);
  });

  it('is too dark when nothing in the picture is bright', () => {
    for (const skin of tones.slice(0, 8))
      expect(checkLight(draw({ skin, behind: [120, 120, 120], light: 0.22, lightBehind: 0.22 }))).toBe(
        'dark',
      );
    expect(checkLight({ data: new Uint8ClampedArray(96 * 54 * 4), width: 96, height: 54 })).toBe('dark');
  });

  it('is against the window when the person is a shadow before it', () => {
    for (const skin of tones)
      expect(checkLight(draw({ skin, behind: [250, 250, 252], light: 0.16 }))).toBe('backlit');
  });

  it('is too bright when the middle burns out, but not for a white shirt', () => {
    expect(
      checkLight(
        draw({
          skin: [215, 189, 150],
          behind: [90, 90, 90],
          dress: [240, 240, 240],
          light: 2.2,
          face: { left: 0.2, top: 0.1, width: 0.6, height: 0.5 },
        }),
      ),
    ).toBe('overexposed');
    expect(
      checkLight(draw({ skin: [215, 189, 150], behind: [90, 90, 90], dress: [240, 240, 240] })),
    ).toBeNull();
  });

  it('is flat behind a smeared lens', () => {
    const { data, width, height } = draw({ skin: [215, 189, 150], behind: [150, 150, 150], noise: 0 });
    expect(
      checkLight({ data: data.map((each, at) => (at % 4 === 3 ? 255 : 140 + each * 0.1)), width, height }),
    ).toBe('flat');
  });
});

describe('the framing', () => {
  const at = (face: FaceBox, scene: Partial<Scene> = {}): FramingHint | null | 'unseen' => {
    const picture = draw({ skin: [215, 175, 140], behind: [128, 130, 132], face, ...scene });
    const found = estimateFace(picture);
    return found ? checkFraming(found, picture.height > picture.width) : 'unseen';
  };

  it('says what to change for a face that is small, large, aside or cut', () => {
    expect(at(usual)).toBeNull();
    expect(at({ left: 0.45, top: 0.3, width: 0.1, height: 0.065 })).toBe('far');
    expect(at({ left: 0.06, top: 0.2, width: 0.88, height: 0.62 })).toBe('close');
    expect(at({ left: 0.02, top: 0.16, width: 0.24, height: 0.2 })).toBe('offCentre');
    expect(at({ left: 0.36, top: -0.03, width: 0.28, height: 0.24 })).toBe('headCut');
  });

  it('never blames a face that stands well, whatever its tone, the wall, the clothes or the shape', () => {
    const wrong: string[] = [];
    let seen = 0;
    for (const [index, skin] of tones.entries())
      for (const [name, behind] of Object.entries(backgrounds))
        for (const dress of clothes)
          for (const light of [0.65, 1.1])
            for (const shape of [{}, wide]) {
              const { face = usual, ...rest } = shape as Partial<Scene>;
              const hint = at(face, { skin, behind, dress, light, lightBehind: light, ...rest });
              if (hint !== 'unseen') seen += 1;
              if (hint && hint !== 'unseen') wrong.push(`${index} ${name} ${dress} ${light}: ${hint}`);
            }
    expect(wrong).toEqual([]);
    // It is not merely silent: of these 1080 scenes every third is seen.
    expect(seen).toBeGreaterThan(330);
  });

  it('takes neither a box of goods nor a wooden wall nor an empty room for a face', () => {
    const empty = (behind: Colour) =>
      draw({ skin: behind, behind, dress: behind, face: { left: 3, top: 3, width: 0.1, height: 0.1 } });
    for (const behind of Object.values(backgrounds)) expect(estimateFace(empty(behind))).toBeNull();
    const goods = empty([128, 130, 132]);
    for (let y = 30; y < 60; y += 1)
      for (let x = 15; x < 33; x += 1) goods.data.set([200, 140, 100, 255], (y * goods.width + x) * 4);
    expect(estimateFace(goods)).toBeNull();
  });

  it('keeps silent when two patches could be the face', () => {
    const picture = draw({ skin: [215, 175, 140], behind: [128, 130, 132] });
    const other = draw({
      skin: [215, 175, 140],
      behind: [128, 130, 132],
      face: { left: 0.7, top: 0.5, width: 0.22, height: 0.19 },
    });
    for (let at = 0; at < picture.data.length; at += 4) {
      const x = (at / 4) % picture.width;
      if (x > picture.width * 0.66) picture.data.set(other.data.subarray(at, at + 4), at);
    }
    expect(estimateFace(picture)).toBeNull();
  });
});
