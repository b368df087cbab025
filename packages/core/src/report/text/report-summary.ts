import { count, decimal } from '../../domain/gates/numbers.ts';
import type { Report } from '../../domain/report.ts';
import { digestCode, facts } from '../facts.ts';
import { escapeMarkdown, folded, table } from '../markdown.ts';
import { bySeverity, ruleText } from '../view/deciding.ts';
import { fit, type Section } from './budget.ts';
import { changeLine, ruleList } from './change-parts.ts';
import { findingTable } from './finding-parts.ts';
import { historyLine, historyTable } from './history-parts.ts';
import { historyDrawing, reliabilityDrawing } from './mermaid.ts';
import { slicesInFull } from './slice-parts.ts';
import { comparison, decidingLine, decidingList, nameCode, sentence, verdictHeading } from './verdict-parts.ts';

/** GitHub drops a summary of more than 1 MiB whole; the step may have written something before, so this stays well below. */
const BUDGET = 900_000;
const OPEN_SLICES = 10;
const MOST_SLICES = 200;
const MOST_FINDINGS = 100;

/** A report as Markdown for a job summary: the verdict first, evidence after it, at most 1 MiB however large the report is. */
export const reportSummary = (report: Report): string => summaryOf(report, {});

/** What a stage says around the report of its verdict. */
export interface Frame {
  /** In place of the verdict's own heading. */
  readonly heading?: string;
  /** Shown after the evidence, before what is folded. */
  readonly work?: Section;
  /** In place of the provenance of the report. */
  readonly end?: string;
}

/** The summary of a stage that ended in a verdict. */
export function summaryOf(report: Report, { heading, work, end }: Frame): string {
  const top = [heading ?? verdictHeading(report), leadOf(report), decidingList(report.verdict)];
  const sections = [...evidence(report), ...(work === undefined ? [] : [work]), ...details(report)];
  return `${fit(top.filter((part) => part !== '').join('\n\n'), sections, end ?? provenance(report), BUDGET)}\n`;
}

/** What a reviewer reads, the most wanted first. */
const evidence = (report: Report): readonly Section[] => [
  { name: 'changes to the rules', text: ruleList(report) },
  { name: 'metrics', text: comparison(report.verdict, report.judgedBefore) },
  { name: 'slices', text: titled('Slices', slicesInFull(report, OPEN_SLICES, MOST_SLICES)) },
  { name: 'data', text: titled('Data', findingTable(report.findings, MOST_FINDINGS)) },
  { name: 'history', text: historyLine(report) },
];

/** What is there for those who ask. */
const details = (report: Report): readonly Section[] => [
  { name: 'earlier verdicts', text: closed('Earlier verdicts', history(report)) },
  { name: 'reliability', text: closed('Reliability', reliabilityDrawing(report)) },
  { name: 'confusion', text: closed('What the candidate takes for what', confusionTable(report)) },
  { name: 'row ids', text: closed('Rows that changed', samples(report)) },
  { name: 'all gates', text: closed('All gates', gateTable(report)) },
];

const leadOf = (report: Report): string =>
  [changeLine(report), decidingLine(report)].filter((line) => line !== '').join('\\\n');

const titled = (title: string, body: string): string => (body === '' ? '' : `### ${title}\n\n${body}`);

const closed = (title: string, body: string): string => (body === '' ? '' : folded(title, body));

const history = (report: Report): string =>
  [historyDrawing(report), historyTable(report)].filter((part) => part !== '').join('\n\n');

const MOST_CLASSES = 20;

function confusionTable({ verdict }: Report): string {
  const { confusion } = verdict;
  if (confusion === undefined || confusion.classes.length > MOST_CLASSES) return '';
  const header = ['label', ...confusion.classes.map((name) => `as ${nameCode(name)}`)];
  const rows = confusion.classes.map((name, index) => [
    nameCode(name),
    ...(confusion.candidate[index] ?? []).map(count),
  ]);
  const numeric = confusion.classes.map((_, index) => index + 1);
  return table(header, rows, numeric);
}

function samples({ samples: ids }: Report): string {
  if (ids === undefined) return '';
  const list = (name: string, own: readonly string[]) =>
    own.length === 0 ? [] : [[name, own.slice(0, 20).map(nameCode).join(', ')] as const];
  return facts([...list('Became wrong', ids.broken), ...list('Became right', ids.fixed)]);
}

function gateTable({ verdict }: Report): string {
  if (verdict.gates.length === 0) return '';
  const rows = bySeverity(verdict.gates)
    .slice(0, 100)
    .map((gate) => [
      nameCode(gate.id),
      `${nameCode(gate.metric)} ${escapeMarkdown(ruleText(gate), 200)}`,
      gate.value === null ? '–' : decimal(gate.value),
      gate.outcome,
    ]);
  return table(['gate', 'rule', 'value', 'outcome'], rows, [2]);
}

function provenance({ verdict, provenance: from }: Report): string {
  const optional = (name: string, text: string | undefined) =>
    text === undefined ? [] : [[name, nameCode(text)] as const];
  return folded(
    'Provenance',
    facts([
      ['Model', digestCode(verdict.candidate.digest)],
      ...(verdict.champion === undefined ? [] : [['Champion', digestCode(verdict.champion.digest)] as const]),
      ['Held-out rows', digestCode(from.heldOut)],
      ['Rules', digestCode(from.policy)],
      ['Verdict id', nameCode(from.gateId)],
      ...optional('Commit', from.commit),
      ...optional('Run', from.run === undefined ? undefined : sentence(from.run)),
    ]),
  );
}
