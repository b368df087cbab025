import { type Comparison, type Estimate, levelOf, metricFacts, rowsNeeded } from '@mlops-actions/evaluation';
import { comparedText, droppedText, factsOf, type Sides, undecidedText } from './compared-text.ts';
import type { ChampionGate, ChampionRule, GateCode } from './gate.ts';
import type { Finding } from './gate-result.ts';
import type { Compared } from './opponent.ts';
import { exceeds } from './sound.ts';
import { boundOf, comparedAt, type End, type Made, withinBound } from './within-bound.ts';

const CONFIDENCE = 0.95;

/** Fewer rows than this say nothing about a difference between two models. */
const MIN_PAIRED_ROWS = 30;
/** Fewer independent groups of rows than this say nothing either, however many rows they have. */
const MIN_UNITS = 10;
/** A percentage of less than this is of nothing. */
const SMALLEST_BASELINE = 1e-12;

/** What a candidate showed against a champion. `worseP`: the p-values of "worse" allowing for other tests of the gate. */
export interface Shown {
  readonly candidate: Estimate;
  readonly compared: Compared;
  readonly worseP?: (end: End) => number | undefined;
}

/** The finding of a gate against a champion on one set of rows. Whatever cannot be computed does not pass. */
export function againstChampion(gate: ChampionGate, { candidate, compared, worseP }: Shown): Finding {
  const { champion, comparison, value } = compared;
  if (comparison === undefined || value === undefined) return withoutValue(gate, candidate, compared);
  const made: Made = { champion, comparison, value };
  const told = factsOf(gate, sidesOf(candidate, made));
  return withinBound(gate.id, told, boundOf(gate, candidate, made), (end) =>
    foundIn(gate, candidate, comparedAt(end, gate, candidate, made), worseP?.(end)),
  );
}

const sidesOf = (candidate: Estimate, { champion, comparison, value }: Made): Sides => ({
  candidate: candidate.value,
  champion: value,
  comparison,
  stored: 'missing' in champion,
});

function foundIn(gate: ChampionGate, candidate: Estimate, made: Made, worseP: number | undefined): Finding {
  const { comparison, value: champion } = made;
  const sides = sidesOf(candidate, made);
  const facts = { candidate, champion, comparison };
  if (gate.rule === 'max-drop' || gate.rule === 'max-drop-percent') return { ...facts, ...byPoints(gate, gate, sides) };
  const pValue = worseP ?? worseThan(gate, comparison);
  const needed = neededFor(gate, gate, sides);
  return {
    ...facts,
    ...(worseP === undefined ? {} : { pValue: worseP }),
    ...(needed === undefined ? {} : { rowsNeeded: needed }),
    ...byChance(gate, gate, sides, pValue, needed),
  };
}

/** One-sided p-value of what the rule forbids: being worse, or worse by more than the margin of `non-inferior`. */
export const worseThan = (gate: ChampionRule, comparison: Comparison): number =>
  comparison.pBelow(gate.rule === 'non-inferior' ? -gate.margin : 0);

type Decision = Pick<Finding, 'outcome' | 'code' | 'text'>;
type TestedRule = Exclude<ChampionRule, { rule: 'max-drop' | 'max-drop-percent' }>;

/** Worse comes first: rows that are too few to clear a model may still convict it. */
function byChance(
  gate: ChampionGate,
  rule: TestedRule,
  sides: Sides,
  worseP: number,
  needed: number | undefined,
): Decision {
  const level = levelOf(gate.confidence ?? CONFIDENCE);
  const drop = dropOf(gate, sides);
  const tolerated = rule.rule === 'better' ? 0 : rule.margin;
  const isMaterial = exceeds(drop, tolerated);
  if (worseP < level && isMaterial) return { outcome: 'fail', text: comparedText(gate, 'worse', sides, worseP) };
  const code = whyUndecided(sides.comparison, isMaterial) ?? unproven(rule, sides, level);
  if (code !== undefined) return { outcome: 'inconclusive', code, text: undecidedText(gate, code, sides, needed) };
  if (rule.rule !== 'not-worse')
    return { outcome: 'pass', text: comparedText(gate, 'proven', sides, provenP(rule, sides.comparison)) };
  const shown = worseP < level ? 'within-margin' : 'not-shown';
  return { outcome: 'pass', text: comparedText(gate, shown, sides, worseP, needed) };
}

function whyUndecided({ rows, units, interval, finding }: Comparison, isMaterial: boolean): GateCode | undefined {
  if (rows < MIN_PAIRED_ROWS || (units ?? rows) < MIN_UNITS) return 'TOO_FEW_ROWS';
  if (interval === undefined) return 'NO_SPREAD';
  return finding === 'undecided' && isMaterial ? 'TOO_FEW_DIFFERING_ROWS' : undefined;
}

/** A stored figure proves nothing, however far it lies behind. */
function unproven(rule: TestedRule, { comparison, stored }: Sides, level: number): GateCode | undefined {
  if (rule.rule === 'not-worse') return undefined;
  if (!(provenP(rule, comparison) < level)) return 'NOT_PROVEN';
  return stored ? 'CHAMPION_STORED_ONLY' : undefined;
}

const provenP = (rule: TestedRule, comparison: Comparison): number =>
  comparison.pAbove(rule.rule === 'better' ? 0 : -rule.margin);

/** Rows with which the margin would be noticed; for a proof, with which what was seen now would be enough. */
function neededFor(gate: ChampionGate, rule: TestedRule, sides: Sides): number | undefined {
  const distance =
    rule.rule === 'not-worse' ? rule.margin : (rule.rule === 'better' ? 0 : rule.margin) - dropOf(gate, sides);
  const rows = rowsNeeded(sides.comparison, distance);
  return rows !== undefined && Number.isSafeInteger(rows) ? rows : undefined;
}

/** Fixed limits on the point values. */
function byPoints(
  gate: ChampionGate,
  rule: Extract<ChampionRule, { rule: 'max-drop' | 'max-drop-percent' }>,
  sides: Sides,
): Decision {
  const drop = dropOf(gate, sides);
  if (rule.rule === 'max-drop') return dropped(gate, sides, drop, rule.drop);
  const baseline = Math.abs(sides.champion);
  if (baseline < SMALLEST_BASELINE)
    return { outcome: 'fail', code: 'BASELINE_ZERO', text: undecidedText(gate, 'BASELINE_ZERO', sides, undefined) };
  return dropped(gate, sides, (100 * drop) / baseline, rule.percent);
}

function dropped(gate: ChampionGate, sides: Sides, drop: number, allowed: number): Decision {
  const holds = !exceeds(drop, allowed);
  return { outcome: holds ? 'pass' : 'fail', text: droppedText(gate, sides, drop, holds) };
}

/** How much worse the candidate is, in units of the metric; below 0 when it is better. */
function dropOf({ metric }: ChampionGate, { comparison }: Sides): number {
  return metricFacts(metric).better === 'higher' ? -comparison.delta : comparison.delta;
}

function withoutValue(gate: ChampionGate, candidate: Estimate, { champion }: Compared): Finding {
  const cannot = `so gate "${gate.id}" cannot compare`;
  if ('missing' in champion)
    return {
      outcome: 'fail',
      code: 'CHAMPION_METRIC_MISSING',
      candidate,
      text: `The champion has no stored "${gate.metric}", ${cannot}`,
    };
  const reason = 'undefined' in champion ? champion.undefined : 'no-rows';
  return {
    outcome: 'inconclusive',
    code: 'CHAMPION_METRIC_UNDEFINED',
    candidate,
    text: `Metric "${gate.metric}" has no value for the champion (${reason}), ${cannot}`,
  };
}
