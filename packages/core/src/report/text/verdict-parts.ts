import type { GateResult, SliceOutcome } from '../../domain/gates/gate.ts';
import { count, decimal, range } from '../../domain/gates/numbers.ts';
import type { Report } from '../../domain/report.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { code, escapeMarkdown, table } from '../markdown.ts';
import { METRIC_HEADER, metricRows } from '../metric-rows.ts';
import { plain } from '../plain.ts';
import { decidingGate, differenceLevel, remarks, rowsToDecide, unitOf } from '../view/deciding.ts';
import { caveats, measuredOn } from '../view/evidence.ts';
import { headline, titleOf } from '../view/headline.ts';
import { worstSlices } from '../view/slices.ts';
import { atMost } from './budget.ts';

/** A sentence of a gate names metrics, figures and places; it is ours, but the names in it are not. */
const LONGEST_SENTENCE = 400;
const LONGEST_NAME = 80;
const MOST_REMARKS = 20;
const REMARKS_BUDGET = 16_000;
const MOST_METRICS = 40;

/** A name that somebody chose, as code: one line, cut, and nothing in it is read as markup. */
export const nameCode = (name: string): string => code(plain(name, LONGEST_NAME));

/** A sentence, escaped. */
export const sentence = (text: string): string => escapeMarkdown(text, LONGEST_SENTENCE);

/** Mark, word, what it is about and why. */
export const verdictHeading = (report: Pick<Report, 'verdict' | 'rehearsal'>, level = '##'): string =>
  `${level} ${headline(report).mark} ${titleOf(report, nameCode, sentence)}`;

/** What decided, and what was not asked, as a list. Empty when every gate simply holds. */
export function decidingList(verdict: Pick<Verdict, 'gates'>): string {
  const lines = remarks(verdict).map((text) => `- ${sentence(text)}`);
  return atMost(lines, MOST_REMARKS, REMARKS_BUDGET, (left) => `- and ${left} more`);
}

/** Both models, metric by metric. Empty when nothing was measured. */
export function comparison(verdict: Verdict, judgedBefore?: number): string {
  const rows = metricRows(verdict)
    .slice(0, MOST_METRICS)
    .map((row) => [
      nameCode(row.metric),
      row.candidate,
      row.champion,
      row.delta,
      escapeMarkdown(row.rule, 200),
      row.mark,
    ]);
  if (rows.length === 0) return '';
  const notes = [measuredOn(verdict), ...caveats(verdict, judgedBefore)].map(sentence).join(' ');
  return `${table(METRIC_HEADER, rows, [1, 2, 3])}\n\n${notes}`;
}

/** One line: the metric that decides, its Δ, how many rows, what was fixed and broken, the worst slice. Empty without any. */
export function decidingLine(report: Report): string {
  const gate = decidingGate(report.verdict);
  if (gate === undefined) return '';
  const { disagreement, heldOut } = report.verdict;
  const needed = rowsToDecide(gate);
  const parts = [
    `${nameCode(gate.metric)} ${figureOf(gate)}`,
    standsOn(gate, heldOut.rows),
    disagreement === undefined ? '' : `${count(disagreement.fixed)} fixed, ${count(disagreement.broken)} broken`,
    needed === undefined ? '' : `needs ≥ ${count(needed)} ${unitOf(gate)} to decide`,
    worstOf(report),
  ];
  return `**Deciding:** ${parts.filter((part) => part !== '').join(' · ')}`;
}

/** How much the figure of a gate stands on, or where it is from. */
function standsOn(gate: GateResult, rows: number): string {
  if (gate.from !== undefined) return `in ${nameCode(gate.from)}`;
  return gate.n === null || gate.slices !== undefined ? `${count(rows)} rows` : `${count(gate.n)} ${unitOf(gate)}`;
}

function figureOf(gate: GateResult): string {
  const { value, interval, delta, deltaInterval, slices = [] } = gate;
  // The figures of a gate on slices are those of the worst, and would read as those of the whole.
  if (slices.length > 0) return `on slices, worst ${sliceFigure(slices)}`;
  if (value === null) return 'has no value';
  if (delta === null) return interval === null ? decimal(value) : `${decimal(value)} ${range(interval)}`;
  const between = deltaInterval === null ? '' : ` ${range(deltaInterval)} (${differenceLevel(gate)})`;
  return `${decimal(value)}, Δ ${decimal(delta, true)}${between}`;
}

function sliceFigure([worst]: readonly SliceOutcome[]): string {
  if (worst === undefined) return 'none';
  const { slice, value, delta, rows } = worst;
  const change = delta === undefined ? '' : `, Δ ${decimal(delta, true)}`;
  return `${nameCode(slice)} ${value === null ? 'no value' : decimal(value)}${change} (${count(rows)} rows)`;
}

function worstOf(report: Report): string {
  const [worst] = worstSlices(report);
  if (worst === undefined) return '';
  const { name, rows, candidate, delta } = worst;
  const shown = delta ?? candidate;
  const figure = shown.value === null ? 'no value' : decimal(shown.value, delta !== undefined);
  return `worst slice ${nameCode(name)} ${delta === undefined ? '' : 'Δ '}${figure} (${count(rows)} rows)`;
}
