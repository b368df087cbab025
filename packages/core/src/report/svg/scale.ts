export type Domain = readonly [low: number, high: number];

/** Maps a domain onto pixels, rounded to a tenth: a finer position is not seen and makes the file larger. */
export function scale([low, high]: Domain, [from, to]: Domain): (value: number) => number {
  const span = high - low || 1;
  return (value) => {
    const pixel = Math.round((from + ((value - low) / span) * (to - from)) * 10) / 10;
    return Number.isFinite(pixel) ? pixel : from;
  };
}

/** The smallest domain that holds all values, `padding` of its span wider on both sides. Never empty. */
export function domainOf(values: readonly number[], padding = 0): Domain {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return [0, 1];
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  const margin = high > low ? (high - low) * padding : Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}

/** About `most` round numbers within a domain: steps of 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: Domain, most = 5): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => span / size <= most) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** As short as a tick can be: `0.2`, `15`, `20k`. */
export function tickText(value: number): string {
  const text = Math.abs(value) >= 10_000 ? `${Number((value / 1000).toPrecision(6))}k` : String(value);
  return text.replace('-', '−');
}
