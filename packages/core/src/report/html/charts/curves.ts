import { decimal } from '../../../domain/gates/numbers.ts';
import type { Curve, ModelCharts, Report } from '../../../domain/report.ts';
import { type Chart, chart, type Plane } from '../../svg/frame.ts';
import { line, type Series, step } from '../../svg/marks.ts';
import type { Html, Part } from '../html.ts';
import { type Drawn, figure } from './figure.ts';

const UNIT = [0, 1] as const;

/** How many positives are found at the price of how many false alarms; undefined without scores. */
export function rocChart(charts: Report['charts']): Html | undefined {
  return curvesOf(charts, 'roc', {
    title: 'ROC curve',
    reading: 'Up and to the left is better; the dotted line is a coin.',
    axes: ['False positive rate', 'Recall'],
    draw: line,
    guide: (plane) => [
      line(
        [
          [0, 0],
          [1, 1],
        ],
        'guide',
        plane,
      ),
    ],
  });
}

/** How many of the answers are right at each share of the positives found; undefined without scores. */
export function precisionRecallChart(charts: Report['charts']): Html | undefined {
  return curvesOf(charts, 'precisionRecall', {
    title: 'Precision and recall',
    reading: 'Up and to the right is better.',
    axes: ['Recall', 'Precision'],
    draw: step,
    guide: () => [],
  });
}

interface Kind {
  readonly title: string;
  readonly reading: string;
  readonly axes: readonly [x: string, y: string];
  readonly draw: (points: Curve['points'], series: Series, plane: Plane) => Html;
  readonly guide: (plane: Plane) => readonly Html[];
}

function curvesOf(charts: Report['charts'], name: 'roc' | 'precisionRecall', kind: Kind): Html | undefined {
  const drawn = seriesOf(charts, name);
  if (drawn.length === 0) return undefined;
  const { title, reading, axes, draw, guide } = kind;
  const frame: Chart = {
    title,
    description: `${title} of ${drawn.map(([series]) => series).join(' and ')}.`,
    x: { label: axes[0], domain: UNIT },
    y: { label: axes[1], domain: UNIT },
  };
  const picture = chart(frame, (plane) => [
    ...guide(plane),
    ...drawn.toReversed().map(([series, curve]) => draw(curve.points, series, plane)),
  ]);
  return figure({ title, reading, picture, legend: legendOf(drawn), ...numbers(drawn, axes) });
}

type Drawable = readonly (readonly ['candidate' | 'champion', Curve])[];

function seriesOf({ candidate, champion }: Report['charts'], name: 'roc' | 'precisionRecall'): Drawable {
  const models: readonly (readonly ['candidate' | 'champion', ModelCharts | undefined])[] = [
    ['candidate', candidate],
    ['champion', champion],
  ];
  return models.flatMap(([series, of]) => {
    const curve = of?.[name];
    return curve === undefined || curve.points.length === 0 ? [] : [[series, curve] as const];
  });
}

const legendOf = (drawn: Drawable): Drawn['legend'] => drawn.map(([series]) => [series, 'line', series] as const);

function numbers(drawn: Drawable, [x, y]: Kind['axes']): Pick<Drawn, 'columns' | 'rows'> {
  return {
    columns: [{ name: 'Model' }, { name: x, numeric: true }, { name: y, numeric: true }],
    rows: drawn.flatMap(([series, { points }]) =>
      points.map(([px, py]): readonly Part[] => [series, decimal(px), decimal(py)]),
    ),
  };
}
