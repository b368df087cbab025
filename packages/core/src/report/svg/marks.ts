import { type Html, html, raw } from '../html/html.ts';
import type { Plane } from './frame.ts';

/** Whose a mark is: candidate and champion differ in colour, dash and shape, `guide` is what a perfect or a blind model would draw. */
export type Series = 'candidate' | 'champion' | 'guide' | 'positive' | 'negative';

type Points = readonly (readonly [number, number])[];

export function line(points: Points, series: Series, { x, y }: Plane): Html {
  const path = points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${x(px)} ${y(py)}`).join('');
  return html`<path class="line ${series}" d="${raw(path)}"/>`;
}

/** A line that keeps its height until the next point, as a precision–recall curve does. */
export function step(points: Points, series: Series, { x, y }: Plane): Html {
  const path = points.map(([px, py], index) => (index === 0 ? `M${x(px)} ${y(py)}` : `V${y(py)}H${x(px)}`)).join('');
  return html`<path class="line ${series}" d="${raw(path)}"/>`;
}

/** Filled discs of the candidate, hollow diamonds of the champion: told apart without colour. */
export function dot([px, py]: readonly [number, number], series: Series, { x, y }: Plane, radius = 3.5): Html {
  return pointMark(x(px), y(py), series, radius);
}

export function pointMark(cx: number, cy: number, series: Series, radius: number): Html {
  if (series !== 'champion') return html`<circle class="dot ${series}" cx="${cx}" cy="${cy}" r="${radius}"/>`;
  const r = radius + 0.5;
  return html`<path class="dot champion" d="M${cx} ${cy - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z"/>`;
}

/** A bar between two values, from zero up to its height; a hair of space on its right keeps neighbours apart. */
export function bar(from: number, to: number, height: number, series: Series, { x, y }: Plane): Html {
  const width = Math.max(0.5, Math.round((x(to) - x(from) - 0.8) * 10) / 10);
  return html`<rect class="bar ${series}" x="${x(from)}" y="${y(height)}" width="${width}" height="${Math.round((y(0) - y(height)) * 10) / 10}"/>`;
}
