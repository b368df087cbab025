import type { Report } from '../../domain/report.ts';
import { fenced } from '../markdown.ts';
import { historyOf, nameOf } from '../view/history.ts';

/** More points than these are a thicket at the width of a summary. */
const MOST_POINTS = 20;

/** The metric over the last verdicts on the same held-out rows, as a line. Empty with fewer than three. */
export function historyDrawing(report: Report): string {
  const points = historyOf(report)
    .filter(({ value, otherHeldOut }) => value !== null && otherHeldOut !== true)
    .slice(-MOST_POINTS);
  if (points.length < 3) return '';
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  return drawing(`${quoted(points[0]?.metric ?? '')} over the last verdicts`, {
    x: `[${points.map((point) => `"${quoted(nameOf(point))}"`).join(', ')}]`,
    y: span(values),
    marks: [`line [${values.map(short).join(', ')}]`],
  });
}

/** Share that is positive by mean score: bars for the candidate, a line for what a probability would be. Empty without scores. */
export function reliabilityDrawing({ charts }: Report): string {
  const bins = charts.candidate.calibration ?? [];
  if (bins.length < 3) return '';
  return drawing('Share that is positive by score (the line is a perfect probability)', {
    x: `"mean score" [${bins.map(({ predicted }) => `"${short(predicted)}"`).join(', ')}]`,
    y: '0 --> 1',
    marks: [
      `bar [${bins.map(({ observed }) => short(observed)).join(', ')}]`,
      `line [${bins.map(({ predicted }) => short(predicted)).join(', ')}]`,
    ],
  });
}

interface Axes {
  readonly x: string;
  readonly y: string;
  readonly marks: readonly string[];
}

const drawing = (title: string, { x, y, marks }: Axes): string =>
  fenced(['xychart-beta', `title "${title}"`, `x-axis ${x}`, `y-axis ${y}`, ...marks].join('\n  '), 'mermaid');

function span(values: readonly number[]): string {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low) * 0.15 || Math.abs(high) * 0.1 || 1;
  return `${short(low - margin)} --> ${short(high + margin)}`;
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

/** Only what can stand inside quotes of a drawing: letters, figures and few signs. */
const quoted = (text: string): string => text.replace(/[^\p{L}\p{N} .,:%=≤≥_-]/gu, '').slice(0, 40);
