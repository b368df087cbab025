import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';

/** Committed pictures have half the size and few colours, counted from the ground: enough to be looked at, a tenth of the bytes. */
const SHRINK = 2;
const STEP = 36;

/** Squares of this many pixels are compared by their mean colour: letters that are smoothed differently weigh nothing. */
const TILE = 16;
/** Of 255. A line of a chart that is missing moves a square by about 9. */
const MOST_MOVED = 4;
/** Of all squares; a missing chart is three times as many. */
const MOST_DIFFERENT = 0.002;
/** Of the height: a line of text that wraps differently moves everything below it. */
const MOST_TALLER = 0.01;

/** How far a screenshot is from the committed picture, as half a sentence; undefined when alike. With `renew` it is replaced. */
export function differenceTo(path: string, screenshot: Buffer, renew: boolean): string | undefined {
  const now = shrunk(PNG.sync.read(screenshot));
  if (renew) {
    writeFileSync(path, PNG.sync.write(now, { colorType: 2, deflateLevel: 9 }));
    return undefined;
  }
  if (!existsSync(path)) return 'there is no committed picture';
  const before = PNG.sync.read(readFileSync(path));
  if (before.width !== now.width) return `it is ${now.width * SHRINK} pixels wide instead of ${before.width * SHRINK}`;
  if (Math.abs(before.height - now.height) > before.height * MOST_TALLER)
    return `it is ${now.height * SHRINK} pixels high instead of ${before.height * SHRINK}`;
  const share = movedShare(before, now);
  return share > MOST_DIFFERENT ? `${(share * 100).toFixed(2)} % of its squares differ` : undefined;
}

function shrunk({ data, width, height }: PNG): PNG {
  const small = new PNG({ width: Math.floor(width / SHRINK), height: Math.floor(height / SHRINK) });
  for (let y = 0; y < small.height; y += 1)
    for (let x = 0; x < small.width; x += 1) {
      const at = (y * SHRINK * width + x * SHRINK) * 4;
      const to = (y * small.width + x) * 4;
      for (let part = 0; part < 3; part += 1) {
        const upper = (data[at + part] ?? 0) + (data[at + 4 + part] ?? 0);
        const lower = (data[at + width * 4 + part] ?? 0) + (data[at + width * 4 + 4 + part] ?? 0);
        small.data[to + part] = stepped((upper + lower) / SHRINK ** 2, data[part] ?? 0);
      }
      small.data[to + 3] = 255;
    }
  return small;
}

const stepped = (part: number, ground: number): number =>
  Math.max(0, Math.min(255, ground + Math.round((part - ground) / STEP) * STEP));

function movedShare(before: PNG, now: PNG): number {
  const rows = Math.floor(Math.min(before.height, now.height) / TILE);
  const columns = Math.floor(now.width / TILE);
  let moved = 0;
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const [was, is] = [before, now].map((picture) => meanColour(picture, column * TILE, row * TILE, TILE));
      if (is?.some((part, index) => Math.abs(part - (was?.[index] ?? 0)) > MOST_MOVED)) moved += 1;
    }
  return moved / (rows * columns);
}

function meanColour({ data, width }: PNG, left: number, top: number, size: number): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let y = top; y < top + size; y += 1)
    for (let x = left; x < left + size; x += 1) {
      const at = (y * width + x) * 4;
      sums[0] += data[at] ?? 0;
      sums[1] += data[at + 1] ?? 0;
      sums[2] += data[at + 2] ?? 0;
    }
  return [sums[0] / size ** 2, sums[1] / size ** 2, sums[2] / size ** 2];
}
