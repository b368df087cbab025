import type { GateResult, SliceOutcome } from '../../../domain/gates/gate.ts';
import { count, decimal, range } from '../../../domain/gates/numbers.ts';
import type { Report } from '../../../domain/report.ts';
import { differenceLevel, rowsToDecide, ruleText, troubled, unitOf } from '../../view/deciding.ts';
import { type Html, html, NOTHING } from '../html.ts';
import { outcomeMark, stateOfOutcome } from '../icon.ts';
import { factList } from './verdict.ts';

/** Gates in trouble, each with what it found and what it would take; a clean verdict says so in a sentence. */
export function decidedSection({ verdict, rehearsal }: Report): Html {
  const gates = troubled(verdict);
  if (gates.length > 0) return html`<section id="decided"><h2>What decided</h2>${gates.map(findingOf)}</section>`;
  const judged = verdict.gates.some(({ outcome }) => outcome === 'pass') && rehearsal?.notEvaluated === undefined;
  return judged
    ? html`<section id="decided"><h2>What decided</h2><p>Every gate that was asked holds.</p></section>`
    : NOTHING;
}

function findingOf(gate: GateResult): Html {
  return html`<article class="finding ${stateOfOutcome(gate.outcome)}"><h3><code>${gate.id}</code> ${outcomeMark(gate.outcome)}</h3><p>${gate.sentence}</p>${factList(factsOf(gate))}${slicesOf(gate.slices ?? [])}</article>`;
}

function factsOf(gate: GateResult): readonly (readonly [string, string])[] {
  const { value, interval, champion, delta, deltaInterval, n, pValue, smallestDropSeen } = gate;
  const needed = rowsToDecide(gate);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Rule', ruleText(gate)],
    [`${gate.slices === undefined ? 'Value' : 'Value of the worst slice'} [95 %]`, withRange(value, interval)],
    ['Champion', champion === null ? undefined : decimal(champion)],
    [`Difference [${differenceLevel(gate)}]`, withRange(delta, deltaInterval, true)],
    [capital(unitOf(gate)), n === null ? undefined : count(n)],
    ['p of “worse”', pValue === undefined ? undefined : probability(pValue)],
    [`Smallest drop these ${unitOf(gate)} show`, smallestDropSeen === null ? undefined : decimal(smallestDropSeen)],
    [`${capital(unitOf(gate))} needed to decide`, needed === undefined ? undefined : `≥ ${count(needed)}`],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined);
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** Enough to see where it hurts; the table of slices has the others. */
const MOST_SLICES = 8;

function slicesOf(slices: readonly SliceOutcome[]): Html {
  const bad = slices.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skipped');
  if (bad.length === 0) return NOTHING;
  const more = bad.length > MOST_SLICES ? html`<li>and ${bad.length - MOST_SLICES} more</li>` : NOTHING;
  return html`<ul>${bad.slice(0, MOST_SLICES).map(sliceItem)}${more}</ul>`;
}

function sliceItem({ slice, rows, value, delta, deltaInterval, interval }: SliceOutcome): Html {
  const change = delta === undefined ? '' : `, Δ ${withRange(delta, deltaInterval ?? null, true)}`;
  const figure = withRange(value, interval ?? null) ?? 'no value';
  return html`<li><strong>${slice}</strong>: ${figure}${change}, ${count(rows)} rows</li>`;
}

function withRange(
  value: number | null,
  interval: readonly [number, number] | null,
  signed = false,
): string | undefined {
  if (value === null) return undefined;
  return interval === null ? decimal(value, signed) : `${decimal(value, signed)} ${range(interval)}`;
}

const probability = (p: number): string => (p < 0.0001 ? '< 0.0001' : decimal(p));
