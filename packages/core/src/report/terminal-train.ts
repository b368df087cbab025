import { count } from '../domain/gates/numbers.ts';
import type { TrainResult } from '../stages/results.ts';
import { alignColumns } from './align-columns.ts';
import { digestText } from './facts.ts';
import { madeAndReused } from './made-and-reused.ts';
import { METRIC_HEADER, metricRows } from './metric-rows.ts';
import { plain } from './plain.ts';
import { trainVerdict } from './train-verdict.ts';
import { remarks } from './view/deciding.ts';
import { caveats, measuredOn } from './view/evidence.ts';
import { figureText } from './view/figures.ts';
import { worstSlices } from './view/slices.ts';

/** The train stage as plain text for a terminal: the same facts as the summary. */
export function terminalTrain(result: TrainResult): string {
  const { mark, sentence } = trainVerdict(result, (text) => text);
  const { verdict, training, records } = result;
  const metrics = metricRows(verdict).map((row) => [
    row.metric,
    row.candidate,
    row.champion,
    row.delta,
    row.rule,
    row.mark,
  ]);
  const facts = [
    ...madeAndReused(result).map(({ what, made, name, detail }) => [
      what,
      made ? 'made now' : 'unchanged',
      `${name}  ${detail}`,
    ]),
    ['model', '', digestText(training.modelDigest)],
    ['verdict', '', records.gate],
    ['report', '', records.html],
    ['lineage', '', records.lineage],
  ];
  const parts = [
    `${mark} ${sentence}`,
    remarks(verdict)
      .map((text) => `  ${plain(text, 1000)}`)
      .join('\n'),
    metrics.length === 0
      ? ''
      : `\n${alignColumns([METRIC_HEADER, ...metrics])}\n${[measuredOn(verdict), ...caveats(verdict)].join(' ')}\n`,
    slices(result),
    alignColumns(facts),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const MOST_SLICES = 5;

/** The slices that lost most, as lines; empty without slices. */
function slices({ report }: TrainResult): string {
  const worst = worstSlices(report).slice(0, MOST_SLICES);
  if (worst.length === 0) return '';
  const rows = worst.map(({ name, rows, metric, candidate, delta }) => [
    plain(name, 60),
    `${count(rows)} rows`,
    metric,
    figureText(candidate),
    delta === undefined ? '' : `Δ ${figureText(delta, true)}`,
  ]);
  return `worst slices\n${alignColumns(rows)}\n`;
}
