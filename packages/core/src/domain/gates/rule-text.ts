import { type MetricName, metricFacts } from '@mlops-actions/evaluation';
import type { ChampionRule, Gate, Limits } from './gate.ts';
import { count } from './numbers.ts';

/** How much a value stands on: `1,916 rows`, of metrics of queries `40 queries`. */
export const rowsText = (metric: MetricName, n: number): string => `${count(n)} ${metricFacts(metric).over ?? 'rows'}`;

/** The rule of a gate as a person reads it, e.g. `≥ 0.85`. */
export function ruleOf(gate: Gate): string {
  if ('vs' in gate) return championRuleText(gate);
  return 'maxGap' in gate ? `best and worst slice at most ${gate.maxGap} apart` : limitsText(gate);
}

export function limitsText(limits: Limits): string {
  if ('between' in limits) return `between ${limits.between[0]} and ${limits.between[1]}`;
  return 'min' in limits ? `≥ ${limits.min}` : `≤ ${limits.max}`;
}

function championRuleText(gate: ChampionRule): string {
  switch (gate.rule) {
    case 'not-worse':
      return `not worse than the champion by more than ${gate.margin}`;
    case 'non-inferior':
      return `shown to be worse than the champion by no more than ${gate.margin}`;
    case 'better':
      return 'shown to be better than the champion';
    case 'max-drop':
      return `worse than the champion by at most ${gate.drop}`;
    case 'max-drop-percent':
      return `worse than the champion by at most ${gate.percent} %`;
  }
}
