import { type Estimate, metricFacts } from '@mlops-actions/evaluation';
import type { ChampionGate, ChampionRule } from './gate.ts';
import type { Finding } from './gate-result.ts';
import { roughly } from './numbers.ts';
import type { Compared } from './opponent.ts';
import { exceeds, NOISE } from './sound.ts';

/** A comparison that was made. */
export type Made = Required<Compared>;

/** What the bound of binned scores leaves open: as it was measured, and as bad (−1) or as good (1) for the candidate as may be. */
export type End = -1 | 0 | 1;

/**
 * The finding where the values were measured, if it holds wherever the true ones may lie; else nobody can tell, because scores
 * were binned. `facts` is the beginning of that sentence.
 */
export function withinBound(id: string, facts: string, bound: number, findAt: (end: End) => Finding): Finding {
  const found = findAt(0);
  if (bound === 0) return found;
  const holds = [findAt(-1), findAt(1)].every(({ outcome }) => outcome === found.outcome);
  return holds
    ? found
    : { ...found, outcome: 'inconclusive', code: 'BINNED_SCORES', text: `${facts}; ${why(id, bound)}` };
}

const why = (id: string, bound: number): string =>
  `scores were binned, which may be off by ${roughly(bound)}, so gate "${id}" cannot decide (raise validate.exact-rows to keep every score)`;

/** Between which values the true one lies. Only ranks have a bound, and they lie between 0 and 1. */
export const rangeOf = ({
  value,
  bound = 0,
}: Pick<Estimate, 'value' | 'bound'>): readonly [low: number, high: number] =>
  bound === 0 ? [value, value] : [Math.max(0, value - bound), Math.min(1, value + bound)];

/** How far a difference may be off: as far as both values together, and where chance is asked by what no spread knows of. */
export const boundOf = ({ rule }: ChampionRule, candidate: Estimate, { champion }: Made): number =>
  (candidate.bound ?? 0) + championBound(champion) + (isByPoints(rule) ? 0 : unspread(candidate, champion));

const isByPoints = (rule: ChampionRule['rule']): boolean => rule === 'max-drop' || rule === 'max-drop-percent';

/** The part of a difference that arose within the coarse bins of its spread, where a few rows would look as sure as many. */
function unspread(candidate: Estimate, champion: Compared['champion']): number {
  if (!('value' in champion)) return 0;
  const within = ({ value, coarse = value }: Estimate) => value - coarse;
  const size = Math.abs(within(candidate) - within(champion));
  return exceeds(size, 0) ? size + NOISE : 0;
}

/** A comparison at one end: the candidate as good as may be, and the champion as bad, or the other way round. */
export function comparedAt(end: End, gate: ChampionGate, candidate: Estimate, made: Made): Made {
  const { champion, value, comparison } = made;
  const { delta, interval } = comparison;
  const sign = metricFacts(gate.metric).better === 'higher' ? 1 : -1;
  const shift = end * boundOf(gate, candidate, made);
  if (shift === 0) return made;
  const moved = sign * shift;
  return {
    champion,
    value: value - end * sign * championBound(champion),
    comparison: {
      ...comparison,
      delta: delta + moved,
      ...(interval === undefined ? {} : { interval: [interval[0] + moved, interval[1] + moved] }),
      pBelow: (at) => comparison.pBelow(at - shift),
      pAbove: (at) => comparison.pAbove(at - shift),
    },
  };
}

/** Stored figures do not say how they were made. */
const championBound = (champion: Compared['champion']): number => ('value' in champion ? (champion.bound ?? 0) : 0);
