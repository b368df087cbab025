import { count } from '../domain/gates/numbers.ts';
import type { CheckedChannel, CheckedData } from '../stages/results.ts';
import { type CheckedTables, dataReport } from './data-report.ts';
import { driftShapes } from './drift-shapes.ts';
import { digestCode } from './facts.ts';
import { code, table } from './markdown.ts';

const HEADER = ['', 'Path', 'Rows', 'Bytes', 'Content'] as const;

/** What the checks found beside the data; nothing when they were not asked. */
type Examined = CheckedData & Partial<Pick<CheckedTables, 'outcome' | 'findings'>>;

/** Checked data as Markdown: the outcome, what was found, what training sees and what judges it, each with its digest. */
export function dataSummary(model: string, { channels, heldOut, outcome = 'valid', findings = [] }: Examined): string {
  const stored = table(HEADER, [...channels.map(rowOf), rowOf(heldOut)], [2, 3]);
  const shapes = driftShapes(findings);
  const tables = shapes === '' ? stored : `${shapes}\n\n${stored}`;
  return dataReport({
    model,
    outcome,
    findings,
    tables,
    ...(heldOut.rows === undefined ? {} : { heldOut: heldOut.rows }),
  });
}

const rowOf = ({ name, path, rows, bytes, digest }: CheckedChannel): readonly string[] => [
  code(name),
  code(path),
  rows === undefined ? '–' : count(rows),
  count(bytes),
  digestCode(digest),
];
