import { applyGate } from '../../packages/core/src/domain/gates/apply-gate.ts';
import type { Gate } from '../../packages/core/src/domain/gates/gate.ts';
import type { Slice } from '../../packages/evaluation/src/index.ts';
import { random } from '../../packages/evaluation/src/statistics/random.ts';
import { type Draw, drawModels } from './draw.ts';

const SLICES = 12;

export interface SliceSimulation {
  readonly rowsPerSlice: number;
  /** True drop of AUC in one of the slices; nothing was lost in the others. */
  readonly drop: number;
  readonly draws: number;
  readonly seed: number;
}

/** How often `not-worse` over twelve slices refuses, with Holm's correction and without. */
export function rejectedBySlices({ rowsPerSlice, drop, draws, seed }: SliceSimulation): readonly [number, number] {
  const next = random(seed);
  let [corrected, plain] = [0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    const slices = Array.from({ length: SLICES }, (_, i) => drawModels(next, rowsPerSlice, i === 0 ? drop : 0));
    if (rejects('holm', slices)) corrected += 1;
    if (rejects('none', slices)) plain += 1;
  }
  return [corrected / draws, plain / draws];
}

function rejects(correction: 'holm' | 'none', draws: readonly Draw[]): boolean {
  const [whole] = draws;
  if (whole === undefined) return false;
  const gate: Gate = {
    id: 'segments',
    metric: 'roc-auc',
    vs: 'champion',
    rule: 'not-worse',
    margin: 0,
    inconclusive: 'block',
    correction,
    slices: [{ rule: 'segment', minRows: 1, required: true }],
    file: 'mlops.yml',
    line: 1,
  };
  const slices = draws.map((evidence, i): Slice => {
    return { rule: 'segment', name: `segment = ${i}`, rows: evidence.candidate.truth.length, evidence };
  });
  const opponent = { kind: 'champion', evidence: whole.champion } as const;
  return applyGate(gate, whole.candidate, opponent, { slices: { slices, slicesLeftOut: 0 } }).outcome !== 'pass';
}
