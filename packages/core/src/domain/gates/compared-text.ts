import type { Estimate } from '@mlops-actions/evaluation';
import { type Comparison, rowsNeeded, smallestDropSeen } from '@mlops-actions/evaluation';
import type { ChampionGate, GateCode } from './gate.ts';
import { count, decimal, range } from './numbers.ts';

/** What a comparison showed, with the smallest drop it would have noticed when it showed none. */
export function comparedText(
  gate: ChampionGate,
  finding: 'worse' | 'not-worse',
  candidate: Estimate,
  champion: Estimate,
  comparison: Comparison,
): string {
  const facts = factsOf(gate, candidate, champion, comparison);
  if (finding === 'not-worse') return `${facts}: ${notWorse(gate, comparison)}`;
  return `${facts}: worse than chance explains (p ${probability(comparison.pValue ?? 0)}) and by more than ${gate.margin}, which gate "${gate.id}" forbids`;
}

export function undecidedText(
  gate: ChampionGate,
  code: GateCode,
  candidate: Estimate,
  champion: Estimate,
  comparison: Comparison,
): string {
  const reason =
    code === 'TOO_FEW_ROWS'
      ? `${count(comparison.rows)} rows are too few`
      : code === 'NO_SPREAD'
        ? 'the rows show no spread to judge by'
        : 'the models differ on too few rows';
  return `${factsOf(gate, candidate, champion, comparison)}: ${reason}, so gate "${gate.id}" cannot decide`;
}

function notWorse(gate: ChampionGate, comparison: Comparison): string {
  const { finding, rows } = comparison;
  const drop = smallestDropSeen(comparison);
  const found =
    finding === 'worse'
      ? `worse, but by no more than the ${gate.margin} of gate "${gate.id}"`
      : 'not shown to be worse';
  if (drop === undefined) return `${found}; both models score every row alike`;
  const needed = rowsNeeded(comparison, gate.margin) ?? 0;
  const power = needed > rows ? ` (${count(needed)} rows would show ${gate.margin})` : '';
  return `${found}; a drop of ${decimal(drop)} would have been seen${power}`;
}

function factsOf({ metric }: ChampionGate, candidate: Estimate, champion: Estimate, comparison: Comparison): string {
  const interval = comparison.interval === undefined ? '' : ` ${range(comparison.interval)}`;
  const values = `Metric "${metric}" is ${decimal(candidate.value)} against the champion's ${decimal(champion.value)}`;
  return `${values}, Δ ${decimal(comparison.delta, true)}${interval} on ${count(comparison.rows)} rows`;
}

const probability = (p: number): string => (p < 1e-4 ? '< 0.0001' : `= ${p.toFixed(4)}`);
