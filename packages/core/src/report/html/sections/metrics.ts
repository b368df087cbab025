import type { Report } from '../../../domain/report.ts';
import type { Figure, Verdict } from '../../../domain/verdict.ts';
import { type Estimated, intervals } from '../../svg/interval.ts';
import { domainOf } from '../../svg/scale.ts';
import { ruleText, worstOutcome } from '../../view/deciding.ts';
import { measuredOn } from '../../view/evidence.ts';
import { figureText, intervalText, valueText } from '../../view/figures.ts';
import { judgedFirst, judges, type ShownMetric } from '../../view/metrics.ts';
import { type Column, dataTable } from '../data-table.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { outcomeMark } from '../icon.ts';

const ALONE: readonly Column[] = [
  { name: 'Metric' },
  { name: 'Candidate', numeric: true },
  { name: '95 % interval' },
  { name: 'Judged by' },
];

const COMPARED: readonly Column[] = [
  { name: 'Metric' },
  { name: 'Candidate', numeric: true },
  { name: 'Champion', numeric: true },
  { name: '95 % intervals' },
  { name: 'Difference', numeric: true },
  { name: 'Judged by' },
];

/** Every metric with its interval, drawn and in numbers; both models beside each other when there are two. */
export function metricsSection({ verdict }: Report): Html {
  if (verdict.metrics.length === 0) return NOTHING;
  const compared = verdict.metrics.some(({ champion }) => champion !== undefined);
  const rows = judgedFirst(verdict).map((report) => rowOf(report, verdict, compared));
  const caption = compared
    ? 'Discs are the candidate, diamonds the champion; each row has a scale of its own.'
    : 'Each row has a scale of its own.';
  return html`<section id="metrics"><h2>Metrics</h2>${dataTable(compared ? COMPARED : ALONE, rows, caption)}<p class="note">${measuredOn(verdict)}${compared ? ' Differences are candidate − champion on the same rows, with their 90 % interval: each end is a one-sided 95 % bound.' : ''}</p></section>`;
}

function rowOf(report: ShownMetric, { gates }: Verdict, compared: boolean) {
  const { metric, candidate, champion, delta } = report;
  const judged = judgedBy(gates.filter((gate) => judges(gate, report)));
  if (!compared) return [metric, cell(candidate), drawn(report), judged];
  return [
    metric,
    cell(candidate),
    champion === undefined ? '' : cell(champion),
    drawn(report),
    delta === undefined ? '' : cell(delta, true),
    judged,
  ];
}

/** What its gates found, worst of all first, and their rules. */
function judgedBy(gates: Verdict['gates']): Html | string {
  if (gates.length === 0) return '';
  const rules = gates.map((gate) => html`<span class="range">${ruleText(gate)}</span>`);
  return html`${outcomeMark(worstOutcome(gates.map(({ outcome }) => outcome)))}${rules}`;
}

/** The value, and its interval below it. */
export function cell(figure: Figure, signed = false): Html {
  const between = intervalText(figure);
  if (figure.value === null) return html`<span class="reason">${valueText(figure)}</span>`;
  return html`${valueText(figure, signed)}${between === '' ? NOTHING : html`<span class="range">${between}</span>`}`;
}

function drawn({ metric, candidate, champion }: ShownMetric): Html | string {
  const items = [estimated('candidate', candidate), estimated('champion', champion)].filter(
    (item): item is Estimated => item !== undefined,
  );
  if (items.length === 0) return '';
  const title = `${metric}: ${items.map(({ series }) => `${series} ${figureText(series === 'candidate' ? candidate : (champion ?? candidate))}`).join(', ')}`;
  return intervals(
    title,
    items,
    domainOf(
      items.flatMap(({ value, interval }) => [value, ...(interval ?? [])]),
      0.04,
    ),
  );
}

/** A value that can be drawn; undefined when there is none. */
export function estimated(series: Estimated['series'], figure: Figure | undefined): Estimated | undefined {
  if (figure === undefined || figure.value === null) return undefined;
  return { series, value: figure.value, ...(figure.interval === undefined ? {} : { interval: figure.interval }) };
}
