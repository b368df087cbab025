import { applyGate } from '../../packages/core/src/domain/gates/apply-gate.ts';
import type { Gate } from '../../packages/core/src/domain/gates/gate.ts';
import { compare, type Estimate, isDefined, measure } from '../../packages/evaluation/src/index.ts';
import { standardError } from '../../packages/evaluation/src/metrics/estimate.ts';
import { Z_95_ONE_SIDED } from '../../packages/evaluation/src/statistics/normal.ts';
import type { Draw } from './draw.ts';

/** One way to refuse a candidate on its ROC AUC. */
export interface Rule {
  readonly name: string;
  rejects(draw: Draw): boolean;
}

const PLACE = { file: 'mlops.yml', line: 1 };
const NOT_WORSE: Gate = {
  id: 'auc',
  metric: 'roc-auc',
  vs: 'champion',
  rule: 'not-worse',
  margin: 0,
  inconclusive: 'block',
  ...PLACE,
};

/** The gate as it is shipped: whatever does not pass is a refusal. */
export const notWorse: Rule = {
  name: '**this project: `rule: not-worse`, margin 0**',
  rejects: ({ candidate, champion }) =>
    applyGate(NOT_WORSE, candidate, { kind: 'champion', evidence: champion }).outcome !== 'pass',
};

/**
 * What others do on the same draws. MLflow passes when candidate ≥ baseline + min_absolute_change, which has to be above 0; TFMA's
 * change threshold when candidate − baseline ≥ absolute. Both look at the two numbers and at nothing else.
 */
export const RULES: readonly Rule[] = [
  notWorse,
  {
    name: 'this project: `rule: non-inferior`, margin 0.01',
    rejects: (draw) => comparisonOf(draw).pAbove(-0.01) >= 0.05,
  },
  { name: 'MLflow `MetricThreshold(min_absolute_change=1e-6)`', rejects: (draw) => comparisonOf(draw).delta < 1e-6 },
  { name: 'TFMA `GenericChangeThreshold(absolute=0)`', rejects: (draw) => comparisonOf(draw).delta < 0 },
  { name: 'TFMA `GenericChangeThreshold(absolute=-0.005)`', rejects: (draw) => comparisonOf(draw).delta < -0.005 },
  { name: 'significantly worse, errors of two separate test sets', rejects: unpaired },
];

function unpaired(draw: Draw): boolean {
  const [candidate, champion] = estimatesOf(draw);
  const error = Math.hypot(standardError(candidate.influence), standardError(champion.influence));
  return (candidate.value - champion.value) / error < -Z_95_ONE_SIDED;
}

const comparisonOf = (draw: Draw) => compare('roc-auc', ...estimatesOf(draw), draw);

function estimatesOf({ candidate, champion }: Draw): readonly [Estimate, Estimate] {
  return [aucOf(candidate), aucOf(champion)];
}

function aucOf(evidence: Draw['candidate']): Estimate {
  const measured = measure('roc-auc', evidence);
  if (!isDefined(measured)) throw new Error(`no ROC AUC: ${measured.undefined}`);
  return measured;
}
