import { count } from '../../domain/gates/numbers.ts';
import type { Report, SliceReport } from '../../domain/report.ts';
import { folded, table } from '../markdown.ts';
import { figureText } from '../view/figures.ts';
import { hiddenSlices, worstSlices } from '../view/slices.ts';
import { nameCode } from './verdict-parts.ts';

/** The worst slices, at most `most`, and what is not shown. Empty without slices. */
export const sliceTable = (report: Report, most: number): string => slicesInFull(report, most, most);

/** The worst slices: as many open as a person reads, then folded up to `most`, then what is not shown. Empty without slices. */
export function slicesInFull(report: Report, open: number, most: number): string {
  const worst = worstSlices(report);
  const rest = worst.slice(open, most);
  const parts = [
    rowsAsTable(worst.slice(0, open)),
    rest.length === 0 ? '' : folded(`The next ${rest.length} slices`, rowsAsTable(rest)),
    notShown(Math.max(0, worst.length - most) + report.slicesLeftOut, hiddenSlices(report).length),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function notShown(unseen: number, hidden: number): string {
  const notes = [
    unseen === 0 ? '' : `${count(unseen)} more ${unseen === 1 ? 'slice is' : 'slices are'} not shown.`,
    hidden === 0 ? '' : `${count(hidden)} ${hidden === 1 ? 'slice is' : 'slices are'} too small to be judged.`,
  ];
  return notes.filter((note) => note !== '').join(' ');
}

function rowsAsTable(slices: readonly SliceReport[]): string {
  if (slices.length === 0) return '';
  const compared = slices.some(({ delta }) => delta !== undefined);
  const header = ['slice', 'rows', 'metric', 'candidate [95 %]', ...(compared ? ['champion', 'Δ [90 %]'] : [])];
  const rows = slices.map(({ name, rows, metric, candidate, champion, delta }) => [
    nameCode(name),
    count(rows),
    nameCode(metric),
    figureText(candidate),
    ...(compared
      ? [champion === undefined ? '–' : figureText(champion), delta === undefined ? '–' : figureText(delta, true)]
      : []),
  ]);
  return table(header, rows, compared ? [1, 3, 4, 5] : [1, 3]);
}
