import { type Comparison, compare, type EvidencePair, rowsNeeded } from '../metrics/compare.ts';
import { type Estimate, isDefined, type Measured } from '../metrics/estimate.ts';
import { METRICS, type MetricName } from '../metrics/facts.ts';
import { measure } from '../metrics/measure.ts';
import type { FindingCode, Gate, GateOutcome, GateResult } from './gate.ts';
import { count, decimal, range } from './numbers.ts';

/** Fewer rows than this say nothing about a difference between two models. */
const MIN_PAIRED_ROWS = 30;

export interface GateContext {
  readonly evidence: Pick<EvidencePair, 'candidate'> & { readonly champion?: EvidencePair['champion'] };
  /** What a comparison without a champion means. */
  readonly firstModel: 'pass' | 'fail';
}

/** Applies one gate. Never throws: evidence that cannot answer fails or is inconclusive, with a code. */
export function applyGate(gate: Gate, context: GateContext): GateResult {
  const candidate = measure(gate.metric, context.evidence.candidate);
  if (!isDefined(candidate)) {
    const why = `Metric "${gate.metric}" has no value (${candidate.undefined}), so gate "${gate.id}" cannot pass`;
    return result(gate, { outcome: 'fail', code: 'METRIC_UNDEFINED', text: why });
  }
  return 'vs' in gate ? againstChampion(gate, candidate, context) : againstLimit(gate, candidate);
}

/** Inclusive on the point value; the interval is shown, not used, so that a limit means what it says. */
function againstLimit(gate: Exclude<Gate, { vs: unknown }>, candidate: Estimate): GateResult {
  const passes = 'min' in gate ? candidate.value >= gate.min : candidate.value <= gate.max;
  return result(gate, {
    outcome: passes ? 'pass' : 'fail',
    candidate,
    text: `${told(gate.metric, candidate)}; gate "${gate.id}" needs ${ruleOf(gate)}`,
  });
}

type ChampionGate = Extract<Gate, { vs: unknown }>;

function againstChampion(gate: ChampionGate, candidate: Estimate, { evidence, firstModel }: GateContext): GateResult {
  if (evidence.champion === undefined) return withoutChampion(gate, candidate, firstModel);
  const champion = measure(gate.metric, evidence.champion);
  if (!isDefined(champion)) {
    const text = `Metric "${gate.metric}" has no value for the champion (${champion.undefined}), so gate "${gate.id}" cannot compare`;
    return result(gate, { outcome: 'inconclusive', code: 'CHAMPION_METRIC_UNDEFINED', candidate, champion, text });
  }
  const comparison = compare(gate.metric, candidate, champion, {
    candidate: evidence.candidate,
    champion: evidence.champion,
  });
  const facts = { candidate, champion, comparison };
  if (comparison.rows < MIN_PAIRED_ROWS) {
    const text = `${count(comparison.rows)} held-out rows are too few to compare "${gate.metric}"; gate "${gate.id}" needs ${MIN_PAIRED_ROWS} or more`;
    return result(gate, { outcome: 'inconclusive', code: 'TOO_FEW_ROWS', text, ...facts });
  }
  const drop = METRICS[gate.metric].better === 'higher' ? -comparison.delta : comparison.delta;
  const worse = comparison.significantlyWorse && drop > gate.margin;
  return result(gate, {
    outcome: worse ? 'fail' : 'pass',
    text: comparedText(gate, worse, candidate, champion, comparison),
    ...facts,
  });
}

function withoutChampion(gate: ChampionGate, candidate: Estimate, firstModel: 'pass' | 'fail'): GateResult {
  const passes = firstModel === 'pass';
  const text = `There is no champion to compare "${gate.metric}" with; gate "${gate.id}" is ${passes ? 'skipped for the first model' : 'failed, as validate.first-model asks'}`;
  return result(gate, {
    outcome: passes ? 'skipped' : 'fail',
    code: passes ? 'FIRST_MODEL' : 'NO_CHAMPION',
    candidate,
    text,
  });
}

function comparedText(
  gate: ChampionGate,
  worse: boolean,
  candidate: Estimate,
  champion: Estimate,
  comparison: Comparison,
): string {
  const values = `Metric "${gate.metric}" is ${decimal(candidate.value)} against the champion's ${decimal(champion.value)}`;
  const difference = `Δ ${decimal(comparison.delta, true)} ${range(comparison.interval)} on ${count(comparison.rows)} rows`;
  if (worse)
    return `${values}, ${difference}: worse than chance explains and by more than ${gate.margin}, which gate "${gate.id}" forbids`;
  const needed = rowsNeeded(comparison, gate.margin);
  const power =
    Number.isFinite(needed) && needed > comparison.rows ? ` (${count(needed)} rows would show ${gate.margin})` : '';
  return `${values}, ${difference}: not shown to be worse; a drop of ${decimal(comparison.smallestDropSeen)} would have been seen${power}`;
}

interface Facts {
  readonly outcome: GateOutcome;
  readonly text: string;
  readonly code?: FindingCode;
  readonly candidate?: Estimate;
  readonly champion?: Measured;
  readonly comparison?: Comparison;
}

function result(gate: Gate, facts: Facts): GateResult {
  const { outcome, candidate, champion, comparison } = facts;
  return {
    id: gate.id,
    metric: gate.metric,
    rule: ruleOf(gate),
    outcome: outcome === 'inconclusive' && gate.inconclusive === 'warn' ? 'warn' : outcome,
    value: candidate?.value ?? null,
    interval: candidate?.interval ?? null,
    n: candidate?.n ?? null,
    champion: champion !== undefined && isDefined(champion) ? champion.value : null,
    delta: comparison?.delta ?? null,
    deltaInterval: comparison?.interval ?? null,
    smallestDropSeen: comparison?.smallestDropSeen ?? null,
    code: facts.code ?? null,
    sentence: `${facts.text} (${gate.file}:${gate.line}).`,
  };
}

function ruleOf(gate: Gate): string {
  if ('min' in gate) return `≥ ${gate.min}`;
  if ('max' in gate) return `≤ ${gate.max}`;
  return `not worse than the champion by more than ${gate.margin}`;
}

const told = (metric: MetricName, { value, interval, n }: Estimate) =>
  `Metric "${metric}" is ${decimal(value)} ${range(interval)} on ${count(n)} rows`;
