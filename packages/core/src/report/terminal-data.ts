import type { Finding } from '@mlops-actions/evaluation';
import { count } from '../domain/gates/numbers.ts';
import type { JudgedData } from '../stages/judge-data.ts';
import { alignColumns } from './align-columns.ts';
import { digestText } from './facts.ts';
import { plain } from './plain.ts';

const HEADLINES = {
  valid: ['✅', 'can be used'],
  drifted: ['⚠️', 'has drifted'],
  invalid: ['❌', 'is invalid'],
} as const;

const MARKS = { error: '❌', drift: '⚠️', warning: 'ℹ️' } as const;

/** Checked data as plain text for a terminal: the outcome, every finding on a line, what was stored, and where it is written. */
export function terminalData(model: string, { outcome, findings, findingsFile, data, suggestion }: JudgedData): string {
  const [mark, word] = HEADLINES[outcome];
  const stored = data === undefined ? [] : [...data.channels, data.heldOut];
  const facts = [
    ...stored.map(({ name, rows, digest }) => [
      name,
      rows === undefined ? '' : `${count(rows)} rows`,
      digestText(digest),
    ]),
    ...(findingsFile === '' ? [] : [['findings', '', findingsFile]]),
    ...(data === undefined || data.profileFile === '' ? [] : [['profile', '', data.profileFile]]),
    ...(suggestion === undefined ? [] : [['schema', suggestion.outcome, suggestion.file]]),
  ];
  return [`${mark} The data of ${plain(model, 100)} ${word}`, ...findings.map(lineOf), '', alignColumns(facts)].join(
    '\n',
  );
}

function lineOf({ severity, code, table, column, message, file, line }: Finding): string {
  const where = column === undefined ? table : `${table}.${column}`;
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
  return `  ${MARKS[severity]} ${plain(`${code} ${where}: ${message}${place}`, 1000)}`;
}
