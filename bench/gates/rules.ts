import { applyGate } from '../../packages/core/src/domain/gates/apply-gate.ts';
import type { Gate } from '../../packages/core/src/domain/gates/gate.ts';
import { type Estimate, isDefined, measure } from '../../packages/evaluation/src/index.ts';
import { standardError } from '../../packages/evaluation/src/metrics/estimate.ts';
import { Z_95_ONE_SIDED } from '../../packages/evaluation/src/statistics/normal.ts';
import type { Draw } from './draw.ts';

/** One way to refuse a candidate on its ROC AUC. */
export interface Rule {
  readonly name: string;
  rejects(draw: Draw): boolean;
}

const GATE = {
  id: 'auc',
  metric: 'roc-auc',
  vs: 'champion',
  inconclusive: 'block',
  file: 'mlops.yml',
  line: 1,
} as const;

/** A gate as it is shipped: whatever does not pass is a refusal. */
const shipped = (name: string, gate: Gate): Rule => ({
  name,
  rejects: ({ candidate, champion }) =>
    applyGate(gate, candidate, { kind: 'champion', evidence: champion }).outcome !== 'pass',
});

/**
 * What others do on the same draws. MLflow passes when candidate ≥ baseline + min_absolute_change, which has to be above 0; TFMA's
 * change threshold when candidate − baseline ≥ absolute. Both look at the two numbers and at nothing else.
 */
export const RULES: readonly Rule[] = [
  shipped('**this project: `rule: not-worse`, margin 0**', { ...GATE, rule: 'not-worse', margin: 0 }),
  shipped('this project: `rule: non-inferior`, margin 0.01', { ...GATE, rule: 'non-inferior', margin: 0.01 }),
  { name: 'MLflow `MetricThreshold(min_absolute_change=1e-6)`', rejects: (draw) => deltaOf(draw) < 1e-6 },
  { name: 'TFMA `GenericChangeThreshold(absolute=0)`', rejects: (draw) => deltaOf(draw) < 0 },
  { name: 'TFMA `GenericChangeThreshold(absolute=-0.005)`', rejects: (draw) => deltaOf(draw) < -0.005 },
  { name: 'significantly worse, errors of two separate test sets', rejects: unpaired },
];

function unpaired(draw: Draw): boolean {
  const [candidate, champion] = estimatesOf(draw);
  const error = Math.hypot(standardError(candidate.influence), standardError(champion.influence));
  return deltaOf(draw) / error < -Z_95_ONE_SIDED;
}

function deltaOf(draw: Draw): number {
  const [candidate, champion] = estimatesOf(draw);
  return candidate.value - champion.value;
}

function estimatesOf({ candidate, champion }: Draw): readonly [Estimate, Estimate] {
  return [aucOf(candidate), aucOf(champion)];
}

function aucOf(evidence: Draw['candidate']): Estimate {
  const measured = measure('roc-auc', evidence);
  if (!isDefined(measured)) throw new Error(`no ROC AUC: ${measured.undefined}`);
  return measured;
}
