import type { FaceBox, SmallPicture } from './picture-check.ts';

/** What people of all tones share is the colour's direction rather than its brightness. */
const tone = { cb: [77, 127], cr: [133, 173] } as const;

const limits = {
  /** A smaller patch may be anything. */
  share: 0.004,
  /** Of its box an oval fills 0.79; a box of goods fills it all, a pair of hands much less. */
  fill: [0.56, 0.9],
  /** Height against width. */
  tall: [1.05, 2.1],
  /** Another patch of this size beside the largest, and one cannot tell which of them is the face. */
  rival: 0.45,
  /** Skin-coloured along the picture's edges: a wooden wall, a curtain. */
  edges: 0.12,
} as const;

/**
 * The face by the colour of skin, for browsers without a detector of their own. It answers only for one clear oval
 * on a ground of another colour; in warm light, before wood or with very dark or pale skin it finds nothing.
 */
export function estimateFace(picture: SmallPicture): FaceBox | null {
  const { width, height } = picture;
  const skin = skinOf(picture);
  if (edgeShare(skin, width, height) > limits.edges) return null;
  const patches = patchesOf(skin, width, height).sort((a, b) => b.size - a.size);
  const [face, rival] = patches;
  if (!face || face.size < limits.share * width * height) return null;
  if (rival && rival.size > face.size * limits.rival) return null;
  const [boxWidth, boxHeight] = [face.right - face.left + 1, face.bottom - face.top + 1];
  const pixelTall = boxHeight / boxWidth;
  const fill = face.size / (boxWidth * boxHeight);
  if (pixelTall < limits.tall[0] || pixelTall > limits.tall[1]) return null;
  if (fill < limits.fill[0] || fill > limits.fill[1]) return null;
  return {
    left: face.left / width,
    top: face.top / height,
    width: boxWidth / width,
    height: boxHeight / height,
  };
}

function skinOf({ data, width, height }: SmallPicture): Uint8Array {
  const skin = new Uint8Array(width * height);
  for (let at = 0; at < skin.length; at += 1) {
    const [r, g, b] = [data[at * 4] ?? 0, data[at * 4 + 1] ?? 0, data[at * 4 + 2] ?? 0];
    const cb = 128 - 0.1687 * r - 0.3313 * g + 0.5 * b;
    const cr = 128 + 0.5 * r - 0.4187 * g - 0.0813 * b;
    const within = cb >= tone.cb[0] && cb <= tone.cb[1] && cr >= tone.cr[0] && cr <= tone.cr[1];
    // Of black and of burnt-out pixels the colour says nothing.
    if (within && Math.max(r, g, b) > 40 && Math.min(r, g, b) < 245) skin[at] = 1;
  }
  return skin;
}

/** Along both sides: above a head may be cut off, and a neck leaves the picture below. */
function edgeShare(skin: Uint8Array, width: number, height: number): number {
  let found = 0;
  for (let y = 0; y < height; y += 1) found += (skin[y * width] ?? 0) + (skin[y * width + width - 1] ?? 0);
  return found / (2 * height);
}

interface Patch {
  size: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function patchesOf(skin: Uint8Array, width: number, height: number): Patch[] {
  const seen = new Uint8Array(skin.length);
  const patches: Patch[] = [];
  for (let start = 0; start < skin.length; start += 1) {
    if (!skin[start] || seen[start]) continue;
    const patch: Patch = { size: 0, left: width, right: 0, top: height, bottom: 0 };
    const open = [start];
    seen[start] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      patch.size += 1;
      patch.left = Math.min(patch.left, x);
      patch.right = Math.max(patch.right, x);
      patch.top = Math.min(patch.top, y);
      patch.bottom = Math.max(patch.bottom, y);
      const around = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
      for (const next of around) {
        if (next < 0 || next >= skin.length || !skin[next] || seen[next]) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    patches.push(patch);
  }
  return patches;
}
