import type { TrainResult } from '../stages/results.ts';
import { alignColumns } from './align-columns.ts';
import { digestText } from './facts.ts';
import { madeAndReused } from './made-and-reused.ts';
import { METRIC_HEADER, metricRows } from './metric-rows.ts';
import { trainVerdict } from './train-verdict.ts';
import { remarks } from './view/deciding.ts';
import { measuredOn } from './view/evidence.ts';

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
    ['lineage', '', records.lineage],
  ];
  const parts = [
    `${mark} ${sentence}`,
    remarks(verdict)
      .map((text) => `  ${text}`)
      .join('\n'),
    metrics.length === 0 ? '' : `\n${alignColumns([METRIC_HEADER, ...metrics])}\n${measuredOn(verdict)}\n`,
    alignColumns(facts),
  ];
  return parts.filter((part) => part !== '').join('\n');
}
