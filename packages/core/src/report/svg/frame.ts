import { type Html, html } from '../html/html.ts';
import { type Domain, scale, ticks, tickText } from './scale.ts';

const WIDTH = 360;
const HEIGHT = 250;
const LEFT = 46;
const RIGHT = 350;
const TOP = 10;
const BOTTOM = 206;

export interface Axis {
  readonly label: string;
  readonly domain: Domain;
  /** Round numbers of the domain when absent. */
  readonly ticks?: readonly { readonly at: number; readonly text: string }[];
}

/** Where a point of the chart is on the picture. */
export interface Plane {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export interface Chart {
  /** What a screen reader calls the picture. */
  readonly title: string;
  /** What is to be seen on it, in a sentence. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
}

/** A picture with two axes; `draw` puts marks on it, in the order of their painting. */
export function chart({ title, description, x, y }: Chart, draw: (plane: Plane) => readonly Html[]): Html {
  const plane: Plane = { x: scale(x.domain, [LEFT, RIGHT]), y: scale(y.domain, [BOTTOM, TOP]) };
  return html`<svg class="chart" role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-size="11"><title>${title}</title><desc>${description}</desc>${yAxis(y, plane)}${xAxis(x, plane)}${draw(plane)}</svg>`;
}

const marksOf = (axis: Axis) => axis.ticks ?? ticks(axis.domain).map((at) => ({ at, text: tickText(at) }));

function yAxis(axis: Axis, { y }: Plane): Html {
  const lines = marksOf(axis).map(
    ({ at, text }) =>
      html`<path class="grid" d="M${LEFT} ${y(at)}H${RIGHT}"/><text x="${LEFT - 6}" y="${y(at) + 4}" text-anchor="end">${text}</text>`,
  );
  return html`<g>${lines}<text transform="translate(11 ${(TOP + BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${axis.label}</text></g>`;
}

function xAxis(axis: Axis, { x }: Plane): Html {
  const texts = marksOf(axis).map(
    ({ at, text }) => html`<text x="${x(at)}" y="${BOTTOM + 16}" text-anchor="middle">${text}</text>`,
  );
  return html`<g><path class="axis" d="M${LEFT} ${BOTTOM}H${RIGHT}"/>${texts}<text x="${(LEFT + RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${axis.label}</text></g>`;
}
