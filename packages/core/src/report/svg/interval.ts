import { type Html, html, NOTHING } from '../html/html.ts';
import { pointMark, type Series } from './marks.ts';
import { type Domain, scale } from './scale.ts';

const WIDTH = 180;
const ROW = 12;
const EDGE = 7;

/** A value and the interval around it. */
export interface Estimated {
  readonly series: Series;
  readonly value: number;
  readonly interval?: readonly [number, number];
}

/**
 * Values as dots with whiskers, one below the other on one scale; `reference` is drawn as a line through all of them. `title`
 * says in words what is to be seen, for readers who cannot.
 */
export function intervals(title: string, items: readonly Estimated[], domain: Domain, reference?: number): Html {
  const x = scale(domain, [EDGE, WIDTH - EDGE]);
  const height = items.length * ROW + 6;
  const guide =
    reference === undefined || reference < domain[0] || reference > domain[1]
      ? NOTHING
      : html`<path class="guide line" d="M${x(reference)} 0V${height}"/>`;
  const rows = items.map((item, index) => whisker(item, x, 3 + ROW / 2 + index * ROW));
  return html`<svg class="interval" role="img" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"><title>${title}</title>${guide}${rows}</svg>`;
}

function whisker({ series, value, interval }: Estimated, x: (value: number) => number, y: number): Html {
  const bars =
    interval === undefined
      ? NOTHING
      : html`<path class="whisker ${series}" d="M${x(interval[0])} ${y}H${x(interval[1])}M${x(interval[0])} ${y - 3}v6M${x(interval[1])} ${y - 3}v6"/>`;
  return html`${bars}${pointMark(x(value), y, series, 3.5)}`;
}
