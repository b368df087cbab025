import { type Comparison, smallestDropSeen } from '@mlops-actions/evaluation';
import type { ChampionGate, GateCode } from './gate.ts';
import { count, decimal, decimalBeside, range } from './numbers.ts';
import { rowsText } from './rule-text.ts';

/** Both values and their comparison. `stored`: the champion's value is all there is of it. */
export interface Sides {
  readonly candidate: number;
  readonly champion: number;
  readonly comparison: Comparison;
  readonly stored: boolean;
}

/** What a test showed; `proven` is what `better` and `non-inferior` ask for. */
export type Shown = 'worse' | 'within-margin' | 'not-shown' | 'proven';

/** What a comparison showed, with the smallest drop it would have noticed when it showed none. */
export function comparedText(gate: ChampionGate, shown: Shown, sides: Sides, p: number, needed?: number): string {
  return `${factsOf(gate, sides)}: ${shown === 'worse' ? worse(gate, p) : held(gate, shown, sides, p, needed)}`;
}

function worse(gate: ChampionGate, p: number): string {
  if (gate.rule === 'not-worse')
    return `worse than chance explains (p ${probability(p)}) and by more than ${gate.margin}, which gate "${gate.id}" forbids`;
  if (gate.rule === 'non-inferior')
    return `worse by more than ${gate.margin} for all that chance explains (p ${probability(p)}), which gate "${gate.id}" forbids`;
  return `worse than chance explains (p ${probability(p)}), and gate "${gate.id}" asks for better`;
}

function held(gate: ChampionGate, shown: Shown, { comparison }: Sides, p: number, needed = 0): string {
  if (shown === 'proven')
    return gate.rule === 'non-inferior'
      ? `a drop of ${gate.margin} is ruled out (p ${probability(p)}), as gate "${gate.id}" asks`
      : `better than chance explains (p ${probability(p)}), as gate "${gate.id}" asks`;
  const margin = 'margin' in gate ? gate.margin : 0;
  const found =
    shown === 'within-margin'
      ? `worse, but by no more than the ${margin} of gate "${gate.id}"`
      : 'not shown to be worse';
  const drop = smallestDropSeen(comparison);
  if (drop === undefined) return `${found}; no row tells the models apart`;
  const power = needed > comparison.rows ? ` (${rowsText(gate.metric, needed)} would show ${margin})` : '';
  return `${found}; a drop of ${decimal(drop)} would have been seen${power}`;
}

/** Why the rows, or what is left of the champion, cannot answer. */
export function undecidedText(gate: ChampionGate, code: GateCode, sides: Sides, needed: number | undefined): string {
  return `${factsOf(gate, sides)}: ${reasonOf(gate, code, sides, needed)}`;
}

function reasonOf(gate: ChampionGate, code: GateCode, { comparison }: Sides, needed: number | undefined): string {
  const cannot = `so gate "${gate.id}" cannot decide`;
  const { rows, units = rows } = comparison;
  switch (code) {
    case 'TOO_FEW_ROWS':
      return units === rows
        ? `${rowsText(gate.metric, rows)} are too few, ${cannot}`
        : `what amounts to ${count(units)} independent rows is too few, ${cannot}`;
    case 'NO_SPREAD':
      return `the rows show no spread to judge by, ${cannot}`;
    case 'TOO_FEW_DIFFERING_ROWS':
      return `the models differ on too few rows, ${cannot}`;
    case 'BASELINE_ZERO':
      return `a percentage of a champion at 0 means nothing, so gate "${gate.id}" cannot pass`;
    case 'CHAMPION_STORED_ONLY':
      return `a stored figure proves nothing, so gate "${gate.id}" cannot pass before the champion is scored on these rows`;
    default:
      return `${notProven(gate)}, as gate "${gate.id}" asks${neededText(gate, needed, rows)}`;
  }
}

const notProven = (gate: ChampionGate): string =>
  gate.rule === 'non-inferior' ? `a drop of ${gate.margin} is not ruled out` : 'not shown to be better';

const neededText = ({ metric }: ChampionGate, needed: number | undefined, rows: number): string =>
  needed === undefined || needed <= rows ? '' : ` (${rowsText(metric, needed)} would, should it stay so)`;

/** Of a rule about point values; the drop is in units of the metric, or in percent. */
export function droppedText(gate: ChampionGate, sides: Sides, drop: number, holds: boolean): string {
  const [limit, unit] = gate.rule === 'max-drop-percent' ? [gate.percent, ' %'] : ['drop' in gate ? gate.drop : 0, ''];
  const facts = factsOf(gate, sides);
  if (drop <= 0) return `${facts}: no drop; gate "${gate.id}" allows ${limit}${unit}`;
  const beside = `a drop of ${decimalBeside(drop, limit)}${unit}`;
  return `${facts}: ${beside}, ${holds ? 'within' : 'more than'} the ${limit}${unit} that gate "${gate.id}" allows`;
}

/** Both values and their difference, as the beginning of a sentence. */
export function factsOf({ metric }: ChampionGate, { candidate, champion, comparison, stored }: Sides): string {
  const interval = comparison.interval === undefined ? '' : ` ${range(comparison.interval)}`;
  const whose = stored ? "the champion's stored" : "the champion's";
  const values = `Metric "${metric}" is ${decimal(candidate)} against ${whose} ${decimal(champion)}`;
  const weak = stored ? ' (a weak comparison)' : '';
  return `${values}, Δ ${decimal(comparison.delta, true)}${interval} on ${rowsText(metric, comparison.rows)}${weak}`;
}

const probability = (p: number): string => (p < 1e-4 ? '< 0.0001' : `= ${p.toFixed(4)}`);
