import { decimal } from '../../../domain/gates/numbers.ts';
import type { HistoryPoint, Report } from '../../../domain/report.ts';
import { chart } from '../../svg/frame.ts';
import { dot, line } from '../../svg/marks.ts';
import { domainOf } from '../../svg/scale.ts';
import { dayOf, historyOf, type Judgement, nameOf } from '../../view/history.ts';
import { type Html, html } from '../html.ts';
import { evenly, figure } from './figure.ts';

const MOST_TICKS = 6;

/** The metric over the last verdicts; those on other held-out rows stand apart, because they cannot be compared. */
export function historyChart(report: Report): Html | undefined {
  const points = historyOf(report);
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length < 2) return undefined;
  const metric = points.at(-1)?.metric ?? '';
  const frame = {
    title: `${metric} over the last verdicts`,
    description: `${metric} of the last ${points.length} verdicts, oldest first.`,
    x: { label: 'Verdict', domain: [-0.5, points.length - 0.5] as const, ticks: ticksOf(points) },
    y: { label: metric, domain: domainOf(values, 0.12) },
  };
  const placed = points.map((point, index) => [index, point] as const);
  const same = placed.flatMap(([index, { value, otherHeldOut }]) =>
    value === null || otherHeldOut === true ? [] : [[index, value] as const],
  );
  const apart = placed.flatMap(([index, { value, otherHeldOut }]) =>
    value === null || otherHeldOut !== true ? [] : [[index, value] as const],
  );
  const picture = chart(frame, (plane) => [
    line(same, 'candidate', plane),
    ...same.map((point) => dot(point, 'candidate', plane)),
    ...apart.map(([x, y]) => html`<circle class="dot apart" cx="${plane.x(x)}" cy="${plane.y(y)}" r="4"/>`),
  ]);
  return figure({
    title: frame.title,
    reading:
      apart.length === 0
        ? 'Every verdict on the held-out rows of today.'
        : 'Rings were judged on other held-out rows: not comparable.',
    picture,
    legend: [],
    columns: [
      { name: 'When' },
      { name: 'Model' },
      { name: 'Verdict' },
      { name: metric, numeric: true },
      { name: 'Rows' },
    ],
    rows: points.toReversed().map(rowOf),
  });
}

const rowOf = (point: Judgement) => [
  dayOf(point),
  nameOf(point),
  point.verdict,
  point.value === null ? 'no value' : decimal(point.value),
  point.otherHeldOut === true ? 'other rows' : 'same rows',
];

const ticksOf = (points: readonly HistoryPoint[]) =>
  evenly(
    points.map((point, at) => ({ at, text: nameOf(point) })),
    MOST_TICKS,
  );
