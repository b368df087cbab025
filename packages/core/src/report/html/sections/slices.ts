import { count } from '../../../domain/gates/numbers.ts';
import type { Report, SliceReport } from '../../../domain/report.ts';
import { intervals } from '../../svg/interval.ts';
import { type Domain, domainOf } from '../../svg/scale.ts';
import { figureText } from '../../view/figures.ts';
import { hiddenSlices, worstSlices } from '../../view/slices.ts';
import { type Column, dataTable, folded } from '../data-table.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { cell, estimated } from './metrics.ts';

const MOST_OPEN = 12;
const MOST_FOLDED = 500;

/** The slices that lost most, drawn on one scale; the others folded, and those too small to judge named with their rows. */
export function slicesSection(report: Report): Html {
  const worst = worstSlices(report);
  const hidden = hiddenSlices(report);
  if (worst.length === 0 && hidden.length === 0) return NOTHING;
  const compared = worst.some(({ delta }) => delta !== undefined);
  const lead = compared
    ? 'Those that lost most against the champion first; the dotted line is no difference.'
    : 'The lowest first.';
  return html`<section id="slices"><h2>Slices</h2>${worst.length === 0 ? NOTHING : sliceTable(worst.slice(0, MOST_OPEN), compared, lead)}${others(worst, compared)}${hiddenList(hidden)}${leftOut(report, worst)}</section>`;
}

function others(worst: readonly SliceReport[], compared: boolean): Html {
  const rest = worst.slice(MOST_OPEN, MOST_FOLDED);
  return rest.length === 0 ? NOTHING : folded(`${rest.length} more slices`, sliceTable(rest, compared));
}

function sliceTable(slices: readonly SliceReport[], compared: boolean, caption?: string): Html {
  const columns: readonly Column[] = [
    { name: 'Slice' },
    { name: 'Rows', numeric: true },
    { name: 'Metric' },
    { name: 'Candidate', numeric: true },
    ...(compared ? [{ name: 'Champion', numeric: true } as const, { name: 'Difference', numeric: true } as const] : []),
    { name: compared ? 'Difference, 90 %' : 'Value, 95 %' },
  ];
  const domains = scalesOf(slices, compared);
  const rows = slices.map((slice) => {
    const { name, rows, metric, candidate, champion, delta } = slice;
    const figures = compared
      ? [cell(candidate), champion === undefined ? '' : cell(champion), delta === undefined ? '' : cell(delta, true)]
      : [cell(candidate)];
    return [name, count(rows), metric, ...figures, drawn(slice, compared, domains.get(metric))];
  });
  return dataTable(columns, rows, caption);
}

/** One scale per metric, so that slices can be compared at a glance; differences always show their zero. */
function scalesOf(slices: readonly SliceReport[], compared: boolean): ReadonlyMap<string, Domain> {
  const groups = Map.groupBy(slices, ({ metric }) => metric);
  return new Map(
    [...groups].map(([metric, own]) => {
      const figures = own.map((slice) => shownFigure(slice, compared));
      const values = figures.flatMap((figure) => [figure?.value ?? [], figure?.interval ?? []].flat());
      return [metric, domainOf(compared ? [0, ...values] : values, 0.04)];
    }),
  );
}

const shownFigure = ({ delta, candidate }: SliceReport, compared: boolean) => (compared ? delta : candidate);

function drawn(slice: SliceReport, compared: boolean, domain: Domain | undefined): Html | string {
  const figure = shownFigure(slice, compared);
  const item = estimated('candidate', figure);
  if (item === undefined || figure === undefined || domain === undefined) return '';
  const title = `${slice.name}: ${compared ? 'difference' : slice.metric} ${figureText(figure, compared)}`;
  return compared ? intervals(title, [item], domain, 0) : intervals(title, [item], domain);
}

function hiddenList(hidden: readonly SliceReport[]): Html {
  if (hidden.length === 0) return NOTHING;
  const items = hidden.slice(0, MOST_FOLDED).map(({ name, rows }) => html`<li>${name}: ${count(rows)} rows</li>`);
  return folded(`Too small to be judged: ${hidden.length}`, html`<ul>${items}</ul>`);
}

function leftOut({ slicesLeftOut }: Report, worst: readonly SliceReport[]): Html {
  const unseen = slicesLeftOut + Math.max(0, worst.length - MOST_FOLDED);
  return unseen === 0 ? NOTHING : html`<p class="note">${count(unseen)} more slices are not shown.</p>`;
}
