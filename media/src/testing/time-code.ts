/** A wall clock that survives video coding: 48 bits as large black and white fields, and a flash each second. */
export const TIME_CODE_WIDTH = 640;
export const TIME_CODE_HEIGHT = 360;

const COLUMNS = 16;
const ROWS = 3;
const FIELD_PX = 40;
const FLASH_TOP_PX = 200;
const FLASH_MS = 100;

interface Canvas2d {
  fillStyle: unknown;
  fillRect(x: number, y: number, width: number, height: number): void;
}

export function drawTimeCode(context: Canvas2d, wallMs: number): void {
  context.fillStyle = '#808080';
  context.fillRect(0, 0, TIME_CODE_WIDTH, TIME_CODE_HEIGHT);
  for (let bit = 0; bit < COLUMNS * ROWS; bit += 1) {
    context.fillStyle = Math.floor(wallMs / 2 ** bit) % 2 === 1 ? '#fff' : '#000';
    context.fillRect((bit % COLUMNS) * FIELD_PX, Math.floor(bit / COLUMNS) * FIELD_PX, FIELD_PX, FIELD_PX);
  }
  context.fillStyle = wallMs % 1_000 < FLASH_MS ? '#fff' : '#000';
  context.fillRect(0, FLASH_TOP_PX, TIME_CODE_WIDTH, TIME_CODE_HEIGHT - FLASH_TOP_PX);
  // Something that moves, so that every frame costs bits.
  context.fillStyle = '#f00';
  context.fillRect((wallMs / 5) % TIME_CODE_WIDTH, 140, 40, 40);
}

/** Reads the clock out of one grey frame of `width` × `height`; null when a field is neither black nor white. */
export function readTimeCode(grey: Uint8Array, width: number, height: number): number | null {
  const scaleX = width / TIME_CODE_WIDTH;
  const scaleY = height / TIME_CODE_HEIGHT;
  let wallMs = 0;
  for (let bit = 0; bit < COLUMNS * ROWS; bit += 1) {
    const x = Math.round(((bit % COLUMNS) + 0.5) * FIELD_PX * scaleX);
    const y = Math.round((Math.floor(bit / COLUMNS) + 0.5) * FIELD_PX * scaleY);
    const level = grey[y * width + x] ?? 128;
    if (level > 80 && level < 176) return null;
    if (level >= 176) wallMs += 2 ** bit;
  }
  return wallMs;
}

export function isFlash(grey: Uint8Array, width: number, height: number): boolean {
  return (grey[Math.round(height * 0.8) * width + Math.round(width / 2)] ?? 0) > 128;
}
