import { expect, it } from '@jest/globals';
import { COLOURS } from '../../../src/report/html/style.ts';

/** WCAG 2.2, contrast (minimum): 4.5 for text; 3 for what only has to be seen. */
const TEXT = 4.5;
const GRAPHICS = 3;

const painted = ['text', 'muted', 'pass', 'warn', 'fail', 'inconclusive', 'neutral', 'candidate'];

const pairs = painted.flatMap((name) =>
  (['page', 'surface'] as const).flatMap((ground) => [
    [name, ground, 'light', 0] as const,
    [name, ground, 'dark', 1] as const,
  ]),
);

it.each(pairs)('%s on %s can be read on a %s page', (name, ground, _scheme, side) => {
  expect(contrast(colour(name, side), colour(ground, side))).toBeGreaterThanOrEqual(TEXT);
});

it.each([0, 1] as const)('marks of the champion can be seen (%d)', (side) => {
  expect(contrast(colour('champion', side), colour('surface', side))).toBeGreaterThanOrEqual(GRAPHICS);
});

it('knows black from white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

const colour = (name: string, side: 0 | 1): string => COLOURS[name]?.[side] ?? '';

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance of sRGB. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
