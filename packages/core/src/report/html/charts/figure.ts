import { pointMark, type Series } from '../../svg/marks.ts';
import { type Column, dataTable, folded } from '../data-table.ts';
import { type Html, html, NOTHING, type Part } from '../html.ts';

export interface Drawn {
  readonly title: string;
  /** How to read the picture, in a sentence. */
  readonly reading: string;
  readonly picture: Html;
  readonly legend: readonly (readonly [Series, 'line' | 'dot' | 'bar', string])[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Part[])[];
}

/** More rows than these say nothing that the picture does not. */
const MOST_ROWS = 25;

/** A picture with what it shows, how to read it, and the numbers behind it as a table. */
export function figure({ title, reading, picture, legend, columns, rows }: Drawn): Html {
  const shown = evenly(rows, MOST_ROWS);
  const note = shown.length < rows.length ? `${shown.length} of ${rows.length} points, evenly spaced` : undefined;
  return html`<figure><figcaption><h3>${title}</h3><p>${reading}</p>${legendOf(legend)}</figcaption>${picture}${folded('Numbers of this chart', dataTable(columns, shown, note))}</figure>`;
}

function legendOf(entries: Drawn['legend']): Html {
  if (entries.length < 2) return NOTHING;
  const items = entries.map(([series, kind, text]) => html`<li>${swatch(series, kind)}${text}</li>`);
  return html`<ul class="legend">${items}</ul>`;
}

function swatch(series: Series, kind: 'line' | 'dot' | 'bar'): Html {
  const inside = {
    line: html`<path class="line ${series}" d="M1 6H27"/>`,
    dot: pointMark(14, 6, series, 4),
    bar: html`<rect class="bar ${series}" x="4" y="1" width="20" height="10"/>`,
  }[kind];
  return html`<svg viewBox="0 0 28 12" aria-hidden="true">${inside}</svg>`;
}

/** At most `most` items, first and last always among them. */
export function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const places = new Set(
    Array.from({ length: most }, (_, index) => Math.round((index * (items.length - 1)) / (most - 1))),
  );
  return items.filter((_, index) => places.has(index));
}
