import type { GateResult } from '../../domain/gates/gate.ts';
import type { Figure, Verdict } from '../../domain/verdict.ts';

/** A metric as reports show it: measured on the rows, or a number of a file that a gate names. */
export interface ShownMetric {
  readonly metric: string;
  /** The file. */
  readonly from?: string;
  readonly candidate: Figure;
  readonly champion?: Figure;
  readonly delta?: Figure;
}

/** Judged metrics in the order of mlops.yml, numbers of files among them, then what was only measured. */
export function judgedFirst({ gates, metrics }: Pick<Verdict, 'gates' | 'metrics'>): readonly ShownMetric[] {
  const rank = (shown: ShownMetric) => {
    const first = gates.findIndex((gate) => judges(gate, shown));
    return first < 0 ? gates.length : first;
  };
  return [...metrics, ...ofFiles(gates)].toSorted((a, b) => rank(a) - rank(b));
}

/** Whether a gate is about a metric: a number of a file is another one than what was measured under the same name. */
export const judges = (gate: GateResult, { metric, from }: ShownMetric): boolean =>
  gate.metric === metric && gate.from === from;

function ofFiles(gates: readonly GateResult[]): readonly ShownMetric[] {
  const found = gates.flatMap(({ metric, from, value }) =>
    from === undefined || value === null ? [] : [{ metric, from, candidate: { value } }],
  );
  return [...new Map(found.map((shown) => [JSON.stringify([shown.from, shown.metric]), shown])).values()];
}
