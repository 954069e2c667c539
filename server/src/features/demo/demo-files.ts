import { crc32, deflateSync } from 'node:zlib';

// Pictures and papers for the demo's goods, drawn here so that nobody's photograph or certificate is used.

export type Silhouette = 'mug' | 'jar' | 'lamp' | 'tub';

const SIZE_PX = 224;

/** Distance to a box with round corners around the middle of the picture, in shares of its size; negative inside. */
function box(
  x: number,
  y: number,
  cx: number,
  cy: number,
  halfWidth: number,
  halfHeight: number,
  round: number,
) {
  const dx = Math.abs(x - cx) - halfWidth + round;
  const dy = Math.abs(y - cy) - halfHeight + round;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
}

const ring = (x: number, y: number, cx: number, cy: number, radius: number, half: number) =>
  Math.abs(Math.hypot(x - cx, y - cy) - radius) - half;

/** Parts of each shape from back to front, with how light they are. */
const shapes: Record<Silhouette, ((x: number, y: number) => [distance: number, light: number])[]> = {
  mug: [
    (x, y) => [ring(x, y, 0.66, 0.55, 0.11, 0.025), 0.7],
    (x, y) => [box(x, y, 0.48, 0.55, 0.17, 0.27, 0.05), 0.85],
    (x, y) => [box(x, y, 0.48, 0.27, 0.19, 0.05, 0.03), 0.35],
  ],
  jar: [
    (x, y) => [box(x, y, 0.5, 0.57, 0.21, 0.24, 0.09), 0.85],
    (x, y) => [box(x, y, 0.5, 0.58, 0.14, 0.09, 0.02), 0.98],
    (x, y) => [box(x, y, 0.5, 0.29, 0.18, 0.05, 0.02), 0.35],
  ],
  lamp: [
    (x, y) => [box(x, y, 0.5, 0.8, 0.18, 0.03, 0.03), 0.35],
    (x, y) => [box(x, y, 0.5, 0.6, 0.015, 0.2, 0.01), 0.45],
    (x, y) => [Math.max(box(x, y, 0.5, 0.33, 0.1 + (y - 0.2) * 0.5, 0.13, 0.01), y - 0.46), 0.92],
  ],
  tub: [
    (x, y) => [box(x, y, 0.5, 0.63, 0.26, 0.14, 0.05), 0.9],
    (x, y) => [box(x, y, 0.5, 0.45, 0.27, 0.06, 0.03), 0.4],
  ],
};

const grounds: Record<Silhouette, [number, number, number]> = {
  mug: [92, 122, 158],
  jar: [204, 150, 62],
  lamp: [84, 128, 112],
  tub: [190, 116, 128],
};

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

export function picturePng(shape: Silhouette): Buffer {
  const [red, green, blue] = grounds[shape];
  const rows = Buffer.alloc(SIZE_PX * (SIZE_PX * 3 + 1));
  let at = 0;
  for (let py = 0; py < SIZE_PX; py += 1) {
    at += 1;
    for (let px = 0; px < SIZE_PX; px += 1) {
      const x = (px + 0.5) / SIZE_PX;
      const y = (py + 0.5) / SIZE_PX;
      const glow = 1.25 - 0.7 * Math.hypot(x - 0.38, y - 0.3);
      let colour = [red * glow, green * glow, blue * glow];
      for (const part of shapes[shape]) {
        const [distance, light] = part(x, y);
        const cover = Math.min(1, Math.max(0, 0.5 - distance * SIZE_PX));
        const shade = 255 * light * (1.06 - 0.28 * x);
        colour = colour.map((value) => value + (shade - value) * cover);
      }
      for (const value of colour) {
        rows[at] = Math.min(255, Math.round(value));
        at += 1;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE_PX, 0);
  header.writeUInt32BE(SIZE_PX, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One page that says what it is, and that it proves nothing outside of the demo. */
export function paperPdf(kind: string): Buffer {
  const text = `BT /F1 24 Tf 72 720 Td (SAMPLE) Tj 0 -40 Td /F1 14 Tf (${kind}) Tj 0 -24 Td (For rehearsal only. Proves nothing.) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const tableAt = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) file += `${String(place).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${tableAt}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
