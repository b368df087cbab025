import type { DataOutcome, Finding } from '@mlops-actions/evaluation';
import { count } from '../domain/gates/numbers.ts';
import { type Annotation, withRest } from './gate-annotations.ts';
import { plain } from './plain.ts';
import { fit } from './text/budget.ts';
import { findingTable } from './text/finding-parts.ts';
import { nameCode } from './text/verdict-parts.ts';
import { findingsBySeverity, placeOf } from './view/findings.ts';

/** What was checked; `tables` is Markdown about the tables themselves, shown below the findings. */
export interface CheckedTables {
  readonly model: string;
  readonly outcome: DataOutcome;
  readonly findings: readonly Finding[];
  readonly tables?: string;
  /** Rows that are held out, when they are known. */
  readonly heldOut?: number;
}

const BUDGET = 900_000;
const MOST_FINDINGS = 1_000;

const HEADINGS: Readonly<Record<DataOutcome, readonly [mark: string, word: string]>> = {
  valid: ['✅', 'can be used'],
  drifted: ['⚠️', 'has drifted'],
  invalid: ['❌', 'is invalid'],
};

/** Checked data as Markdown: the outcome, then every finding with its rows, the most serious first. */
export function dataReport({ model, outcome, findings, tables = '', heldOut }: CheckedTables): string {
  const [mark, word] = HEADINGS[outcome];
  const facts = [
    outcome === 'valid' ? `${heldOut === undefined ? 'no' : count(heldOut)} rows are held out` : '',
    findings.length === 0 ? '' : `${count(findings.length)} ${findings.length === 1 ? 'finding' : 'findings'}`,
  ].filter((fact) => fact !== '');
  const top = `## ${mark} The data of ${nameCode(model)} ${word}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`;
  return `${fit(top, [{ name: 'findings', text: findingTable(findings, MOST_FINDINGS) }], tables, BUDGET)}\n`;
}

const LEVELS = { error: 'error', drift: 'warning', warning: 'notice' } as const;

/** One note per finding, on the rule of the schema that it breaks; the ninth says how many more there are. */
export const findingAnnotations = (findings: readonly Finding[]): readonly Annotation[] =>
  withRest(
    findingsBySeverity(findings).map((finding) => ({
      level: LEVELS[finding.severity],
      ...(finding.file === undefined ? {} : { file: finding.file }),
      ...(finding.line === undefined ? {} : { line: finding.line }),
      title: plain(`${finding.code} in ${placeOf(finding)}`, 120),
      message: plain(finding.message, 1000),
    })),
  );
