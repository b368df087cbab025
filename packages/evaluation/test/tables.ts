import type { Evaluated, Evaluation, EvaluationRequest } from '../src/evaluate/types.ts';
import { compare } from '../src/metrics/compare.ts';
import { isDefined } from '../src/metrics/estimate.ts';
import { type MetricName, metricsFor } from '../src/metrics/facts.ts';
import { measure } from '../src/metrics/measure.ts';
import { bytesSource } from '../src/read/bytes-source.ts';
import type { ByteSource } from '../src/read/table.ts';

type Cell = string | number;

/** A table as the only file of a source. */
export function csv(name: string, header: string, rows: readonly (readonly Cell[])[]): readonly ByteSource[] {
  return [bytesSource(name, [header, ...rows.map((row) => row.join(','))].join('\n'))];
}

/** The evaluation of tables that have no problems. */
export function fine({ evaluation, problems }: Evaluated): Evaluation {
  if (evaluation === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return evaluation;
}

export const messagesOf = ({ evaluation, problems }: Evaluated): readonly string[] => {
  if (evaluation !== undefined) throw new Error('there are no problems');
  return problems.map(({ file, path, message }) => `${file} ${path}: ${message}`);
};

/** Value of a metric of one model; NaN when it is undefined. */
export function pointOf(metric: MetricName, evidence: Evaluation['overall']['candidate'] | undefined): number {
  if (evidence === undefined) throw new Error('no evidence');
  const measured = measure(metric, evidence);
  return isDefined(measured) ? measured.value : Number.NaN;
}

/** All that gates see of an evaluation, as printed: equal evaluations give equal text. */
export function printed({ overall, slices, ...rest }: Evaluation): unknown {
  const { task } = rest;
  const shown = (digits: number | undefined) =>
    digits === undefined ? undefined : Number(digits.toFixed(9)).toPrecision(5);
  const of = ({ candidate, champion }: Evaluation['overall']) =>
    metricsFor(task).map((metric) => {
      const now = measure(metric, candidate);
      const before = champion === undefined ? undefined : measure(metric, champion);
      const both = before !== undefined && isDefined(now) && isDefined(before);
      const pair = champion === undefined ? undefined : { candidate, champion };
      const found = both && pair !== undefined ? compare(metric, now, before, pair) : undefined;
      return [
        metric,
        isDefined(now) ? [shown(now.value), now.interval?.map(shown), now.n] : now,
        found && [shown(found.delta), found.interval?.map(shown), shown(found.pValue), shown(found.pAbove(-0.01))],
      ];
    });
  return {
    ...rest,
    overall: of(overall),
    slices: slices.map(({ evidence, ...slice }) => ({ ...slice, evidence: evidence && of(evidence) })),
  };
}

/** A request about two classes without slices. */
export const binaryRequest = (
  labels: readonly ByteSource[],
  predictions: readonly ByteSource[],
  more: Partial<EvaluationRequest> = {},
): EvaluationRequest => ({
  task: 'binary',
  labels: { files: labels, id: 'id', label: 'y' },
  candidate: { files: predictions, source: 'candidate' },
  slices: [],
  ...more,
});
