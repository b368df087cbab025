import { random } from '../../packages/evaluation/src/statistics/random.ts';
import { drawModels } from './draw.ts';
import type { Rule } from './rules.ts';

export interface Simulation {
  readonly rows: number;
  /** True drop of AUC; 0 for models that are equally good. */
  readonly drop: number;
  readonly draws: number;
  readonly seed: number;
}

/** Share of the draws that each rule rejects; every rule sees the same draws. */
export function rejectedShares(rules: readonly Rule[], { rows, drop, draws, seed }: Simulation): readonly number[] {
  const next = random(seed);
  const rejected = rules.map(() => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    const models = drawModels(next, rows, drop);
    rules.forEach((rule, i) => {
      if (rule.rejects(models)) rejected[i] = (rejected[i] ?? 0) + 1;
    });
  }
  return rejected.map((count) => count / draws);
}
