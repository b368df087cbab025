import { count, decimal } from '../../../domain/gates/numbers.ts';
import type { CalibrationBin, Report } from '../../../domain/report.ts';
import { chart } from '../../svg/frame.ts';
import { dot, line } from '../../svg/marks.ts';
import type { Html } from '../html.ts';
import { type Drawn, figure } from './figure.ts';

const UNIT = [0, 1] as const;
const DIAGONAL = [
  [0, 0],
  [1, 1],
] as const;

/** Whether a score of 0.7 means seven of ten; the larger the dot, the more rows are behind it. Undefined without scores. */
export function reliabilityChart({ candidate, champion }: Report['charts']): Html | undefined {
  const drawn = [
    ['candidate', candidate.calibration ?? []],
    ['champion', champion?.calibration ?? []],
  ] as const;
  const models = drawn.filter(([, bins]) => bins.length > 0);
  if (models.length === 0) return undefined;
  const most = models.flatMap(([, bins]) => bins).reduce((a, { count }) => Math.max(a, count), 1);
  const frame = {
    title: 'Reliability',
    description: 'Share of rows that are positive by mean score, for each bin of scores.',
    x: { label: 'Mean score of the bin', domain: UNIT },
    y: { label: 'Share that is positive', domain: UNIT },
  };
  const picture = chart(frame, (plane) => [
    line(DIAGONAL, 'guide', plane),
    ...models.toReversed().flatMap(([series, bins]) => {
      const points = bins.map(({ predicted, observed }) => [predicted, observed] as const);
      return [
        line(points, series, plane),
        ...bins.map((bin, index) => dot(points[index] ?? [0, 0], series, plane, radius(bin, most))),
      ];
    }),
  ]);
  return figure({
    title: 'Reliability',
    reading: 'On the dotted line a score is a probability; larger dots stand for more rows.',
    picture,
    legend: models.map(([series]) => [series, 'dot', series] as const),
    ...numbers(models),
  });
}

/** Area grows with the rows. */
const radius = ({ count }: CalibrationBin, most: number): number =>
  Math.round((2 + 4 * Math.sqrt(count / most)) * 10) / 10;

function numbers(models: readonly (readonly [string, readonly CalibrationBin[]])[]): Pick<Drawn, 'columns' | 'rows'> {
  return {
    columns: [
      { name: 'Model' },
      { name: 'Mean score', numeric: true },
      { name: 'Share positive', numeric: true },
      { name: 'Rows', numeric: true },
    ],
    rows: models.flatMap(([series, bins]) =>
      bins.map((bin) => [series, decimal(bin.predicted), decimal(bin.observed), count(bin.count)]),
    ),
  };
}
