import { decimal } from '../../domain/gates/numbers.ts';
import type { Report } from '../../domain/report.ts';
import { table } from '../markdown.ts';
import { dayOf, historyOf, nameOf } from '../view/history.ts';
import { nameCode } from './verdict-parts.ts';

const BLOCKS = '▁▂▃▄▅▆▇█';
const MOST_ROWS = 10;

/** One line: the metric over the last comparable verdicts as blocks, oldest first. Empty with fewer than three. */
export function historyLine(report: Report): string {
  const points = historyOf(report).filter(({ value, otherHeldOut }) => value !== null && otherHeldOut !== true);
  if (points.length < 3) return '';
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const ends = [values[0], values.at(-1)].map((value) => decimal(value ?? 0)).join(' → ');
  return `**History of ${nameCode(points[0]?.metric ?? '')}:** ${sparkline(values)} ${ends}, ${points.length} verdicts on these rows`;
}

/** Values as blocks of eight heights, the lowest flat and the highest full. */
export function sparkline(values: readonly number[]): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const block = (value: number) => (span > 0 ? Math.round(((value - low) / span) * (BLOCKS.length - 1)) : 3);
  return values.map((value) => BLOCKS[block(value)] ?? '').join('');
}

/** The last verdicts, newest first. Empty when there is no history. */
export function historyTable(report: Report): string {
  const rows = historyOf(report)
    .toReversed()
    .slice(0, MOST_ROWS)
    .map((point) => [
      dayOf(point),
      nameCode(nameOf(point)),
      nameCode(point.verdict),
      point.value === null ? 'no value' : decimal(point.value),
      point.otherHeldOut === true ? 'other rows: not comparable' : '',
    ]);
  const [first] = historyOf(report);
  return first === undefined ? '' : table(['when', 'model', 'verdict', nameCode(first.metric), ''], rows, [3]);
}
