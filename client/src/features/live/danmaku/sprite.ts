export interface SpriteStyle {
  fontPx: number;
  /** Own comments stand in a box, so that one finds oneself in the crowd. */
  boxed: boolean;
  job: 'anchor' | 'assistant' | 'crew' | 'instructor' | 'peer';
}

const FAMILY =
  '-apple-system, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
const PAD_PX = 10;
const ink: Record<SpriteStyle['job'], string> = {
  peer: '#ffffff',
  instructor: '#ffe0a3',
  anchor: '#ffc9bd',
  assistant: '#ffc9bd',
  crew: '#bfe3ff',
};

let ruler: CanvasRenderingContext2D | null = null;

export function fontOf(fontPx: number): string {
  return `600 ${fontPx}px ${FAMILY}`;
}

export function laneHeightPx(fontPx: number): number {
  return Math.round(fontPx * 1.55);
}

export function measure(text: string, fontPx: number): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return text.length * fontPx;
  ruler.font = fontOf(fontPx);
  return Math.ceil(ruler.measureText(text).width) + 2 * PAD_PX;
}

/** Draws a comment once; the frames afterwards only move the finished picture. */
export function drawSprite(text: string, { fontPx, boxed, job }: SpriteStyle): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1;
  const width = measure(text, fontPx);
  const height = laneHeightPx(fontPx);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.scale(ratio, ratio);
    if (boxed) {
      pen.beginPath();
      pen.roundRect(1, 2, width - 2, height - 4, 8);
      pen.fillStyle = 'rgb(14 15 19 / 0.45)';
      pen.fill();
      pen.strokeStyle = 'rgb(255 255 255 / 0.95)';
      pen.lineWidth = 1.5;
      pen.stroke();
    }
    pen.font = fontOf(fontPx);
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    pen.lineWidth = Math.max(2.5, fontPx / 7);
    pen.strokeStyle = 'rgb(10 11 14 / 0.82)';
    pen.strokeText(text, PAD_PX, height / 2 + 1);
    pen.fillStyle = ink[job];
    pen.fillText(text, PAD_PX, height / 2 + 1);
  }
  // The library takes a drawn comment's `width` for CSS pixels but paints it in device pixels. These two
  // shadow the element's own accessors for it; the bitmap keeps its size.
  Object.defineProperty(canvas, 'width', { value: width });
  Object.defineProperty(canvas, 'height', { value: height });
  return canvas;
}
