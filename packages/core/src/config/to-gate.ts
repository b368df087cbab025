import type { MetricName } from '@mlops-actions/evaluation';
import type { ChampionRule, Gate, Limits, SliceReference } from '../domain/gates/gate.ts';
import { normalPath } from './paths.ts';
import type { ConfigFile } from './schema/file.ts';
import { DEFAULT_MIN_ROWS } from './schema/slices.ts';
import { keyPlaceAt, type Node } from './tree.ts';

type Validate = ConfigFile['validate'];
type WrittenGate = Validate['gates'][number];

/** A gate that the rules found nothing wrong with, as the domain judges by it. */
export function gateOf(gate: WrittenGate, index: number, validate: Validate, tree: Node): Gate {
  const { file, line } = keyPlaceAt(tree, ['validate', 'gates', index]);
  const base = {
    id: gate.id ?? gate.metric,
    inconclusive: gate.inconclusive ?? 'block',
    ...(gate.severity === undefined ? {} : { severity: gate.severity }),
    file,
    line: line ?? 1,
  } as const;
  if (gate.from !== undefined) return { ...base, metric: gate.metric, from: normalPath(gate.from), ...limitsOf(gate) };
  const ofRows = { ...base, metric: gate.metric as MetricName };
  const slices = gate.slices === undefined ? {} : { slices: referencesOf(gate, validate) };
  if (gate['max-gap'] !== undefined) return { ...ofRows, slices: [], ...slices, maxGap: gate['max-gap'] };
  if (gate.vs === undefined) return { ...ofRows, ...slices, ...limitsOf(gate) };
  const { confidence } = validate;
  const correction = gate.slices === undefined ? {} : { correction: validate.correction };
  return { ...ofRows, ...slices, confidence, ...correction, vs: gate.vs, ...championRuleOf(gate) };
}

function limitsOf({ min, max, between }: WrittenGate): Limits {
  if (between !== undefined) return { between };
  // A gate without any rule does not reach this point; a limit that nothing holds is the safe reading.
  return max === undefined ? { min: min ?? Number.POSITIVE_INFINITY } : { max };
}

function championRuleOf(gate: WrittenGate): ChampionRule {
  const { rule = 'not-worse', margin = 0 } = gate;
  if (gate['max-drop'] !== undefined) return { rule: 'max-drop', drop: gate['max-drop'] };
  if (gate['max-drop-percent'] !== undefined) return { rule: 'max-drop-percent', percent: gate['max-drop-percent'] };
  return rule === 'better' ? { rule } : { rule, margin };
}

/** A name that no rule has is a column. */
function referencesOf(gate: WrittenGate, { slices }: Validate): readonly SliceReference[] {
  return (gate.slices ?? []).map((name) => {
    const rule = slices.find((one) => one.name === name);
    return {
      rule: name,
      minRows: gate['min-rows'] ?? rule?.['min-rows'] ?? DEFAULT_MIN_ROWS,
      required: rule?.required ?? false,
    };
  });
}
