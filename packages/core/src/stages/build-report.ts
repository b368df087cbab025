import type { Evaluation, Finding, MetricName, Slice } from '@mlops-actions/evaluation';
import { isMetricName } from '@mlops-actions/evaluation';
import { chartsOf } from '../domain/charts/charts-of.ts';
import { metricReport } from '../domain/metric-report.ts';
import type { HistoryPoint, Rehearsal, Report, SliceReport } from '../domain/report.ts';
import type { Verdict } from '../domain/verdict.ts';
import { withinCaps } from './records/report-caps.ts';

/** What a gate says about where it looks; the rest of it is in the verdict. */
interface Asked {
  readonly metric: string;
  readonly slices?: readonly { readonly rule: string }[];
}

export interface ReportParts {
  readonly verdict: Verdict;
  /** Absent when nothing was scored. */
  readonly evaluation?: Evaluation;
  readonly gates: readonly Asked[];
  readonly findings?: readonly Finding[];
  readonly history?: readonly HistoryPoint[];
  readonly rehearsal?: Rehearsal;
  readonly provenance: Report['provenance'];
}

/** `report.json` as data: the verdict with everything that is drawn around it, cut to what a report may hold. */
export function buildReport(parts: ReportParts): Report {
  const { verdict, evaluation, gates, findings = [], history = [], rehearsal, provenance } = parts;
  return withinCaps({
    schema: 'report-v1',
    verdict,
    charts: chartsOfBoth(evaluation),
    slices: evaluation === undefined ? [] : slicesOf(evaluation, gates),
    slicesLeftOut: evaluation?.slicesLeftOut ?? 0,
    ...samplesOf(evaluation),
    findings,
    history,
    judgedBefore: verdict.judgedBefore ?? 0,
    ...(rehearsal === undefined ? {} : { rehearsal }),
    provenance,
  });
}

function chartsOfBoth(evaluation: Evaluation | undefined): Report['charts'] {
  if (evaluation === undefined) return { candidate: {} };
  const { overall, compared = evaluation } = evaluation;
  const { champion } = compared.overall;
  return {
    candidate: chartsOf(overall.candidate),
    ...(champion === undefined ? {} : { champion: chartsOf(champion) }),
  };
}

function samplesOf(evaluation: Evaluation | undefined): Pick<Report, 'samples'> {
  const samples = (evaluation?.compared ?? evaluation)?.samples;
  return samples === undefined ? {} : { samples };
}

/** In the order of the evaluation; what is too small to be judged comes last. */
function slicesOf({ slices, compared }: Evaluation, gates: readonly Asked[]): readonly SliceReport[] {
  const told = slices.flatMap((slice, index) =>
    sliceReport(slice, metricOf(slice.rule, gates), compared?.slices[index]?.evidence),
  );
  return told.toSorted((a, b) => Number(a.hidden ?? false) - Number(b.hidden ?? false));
}

/** `both`: on the rows that the champion answers, when these are not all. */
function sliceReport(
  slice: Slice,
  metric: MetricName | undefined,
  both: Slice['evidence'] = slice.evidence,
): readonly SliceReport[] {
  if (metric === undefined) return [];
  const { rule, name, rows, evidence } = slice;
  if (evidence === undefined || both === undefined)
    return [{ rule, name, rows, metric, candidate: { value: null }, hidden: true }];
  const { metric: _same, ...figures } = metricReport(metric, both, evidence.candidate);
  return [{ rule, name, rows, metric, ...figures }];
}

/** The metric of the first gate that judges the slices of a rule, else of the first gate of all. */
function metricOf(rule: string, gates: readonly Asked[]): MetricName | undefined {
  const asked = gates.filter(({ metric }) => isMetricName(metric));
  const { metric } = asked.find(({ slices }) => slices?.some((one) => one.rule === rule) === true) ?? asked[0] ?? {};
  return metric !== undefined && isMetricName(metric) ? metric : undefined;
}
