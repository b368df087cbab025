import { count, decimal } from '../../../domain/gates/numbers.ts';
import type { Bin, ModelCharts } from '../../../domain/report.ts';
import { chart } from '../../svg/frame.ts';
import { bar, type Series } from '../../svg/marks.ts';
import { domainOf } from '../../svg/scale.ts';
import type { Html } from '../html.ts';
import { type Drawn, figure } from './figure.ts';

/** How well scores tell the classes apart; undefined without scores. Shares, because the classes differ in size. */
export function scoreChart({ scores }: ModelCharts): Html | undefined {
  if (scores === undefined) return undefined;
  return histogram({
    title: 'Scores of the candidate',
    reading: 'The less the two classes overlap, the better they are told apart. Each class adds up to 100 %.',
    axis: 'Score',
    groups: [
      ['negative', 'negative rows', scores.negative],
      ['positive', 'positive rows', scores.positive],
    ],
  });
}

/** How far predictions are off, and to which side; undefined for classes. */
export function residualChart({ residuals }: ModelCharts): Html | undefined {
  if (residuals === undefined) return undefined;
  return histogram({
    title: 'Errors of the candidate',
    reading: 'Prediction minus label: narrow and centred on 0 is better.',
    axis: 'Prediction − label',
    groups: [['candidate', 'rows', residuals]],
  });
}

interface Kind {
  readonly title: string;
  readonly reading: string;
  readonly axis: string;
  readonly groups: readonly (readonly [Series, string, readonly Bin[]])[];
}

function histogram({ title, reading, axis, groups }: Kind): Html | undefined {
  const bins = groups.flatMap(([, , own]) => own);
  if (bins.length === 0) return undefined;
  const share = sharesOf(groups);
  const highest = bins.reduce((most, bin) => Math.max(most, share(bin)), 0);
  const frame = {
    title,
    description: `Histogram over ${axis.toLowerCase()} of ${groups.map(([, name]) => name).join(' and ')}.`,
    x: { label: axis, domain: domainOf(bins.flatMap(({ from, to }) => [from, to])) },
    y: { label: 'Share of rows, %', domain: [0, highest || 1] as const },
  };
  const picture = chart(frame, (plane) =>
    groups.flatMap(([series, , own]) => own.map((bin) => bar(bin.from, bin.to, share(bin), series, plane))),
  );
  return figure({
    title,
    reading,
    picture,
    legend: groups.map(([series, name]) => [series, 'bar', name] as const),
    ...numbers(groups),
  });
}

/** Percent of its own group. */
function sharesOf(groups: Kind['groups']): (bin: Bin) => number {
  const totals = new Map(
    groups.flatMap(([, , bins]) => {
      const total = bins.reduce((sum, { count }) => sum + count, 0);
      return bins.map((bin) => [bin, total] as const);
    }),
  );
  return (bin) => (100 * bin.count) / (totals.get(bin) || 1);
}

const numbers = (groups: Kind['groups']): Pick<Drawn, 'columns' | 'rows'> => ({
  columns: [
    { name: 'Rows' },
    { name: 'From', numeric: true },
    { name: 'To', numeric: true },
    { name: 'Count', numeric: true },
  ],
  rows: groups.flatMap(([, name, bins]) =>
    bins.map(({ from, to, count: rows }) => [name, decimal(from), decimal(to), count(rows)]),
  ),
});
