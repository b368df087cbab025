import { count } from '../domain/gates/numbers.ts';
import type { CheckedChannel, CheckedData } from '../stages/results.ts';
import { digestCode } from './facts.ts';
import { code, table } from './markdown.ts';

const HEADER = ['', 'Path', 'Rows', 'Bytes', 'Content'] as const;

/** Checked data as Markdown: what training sees and what judges it, each with its digest. */
export function dataSummary(model: string, { channels, heldOut }: CheckedData): string {
  const rows = [...channels.map(rowOf), rowOf(heldOut)];
  const held = heldOut.rows === undefined ? 'no' : count(heldOut.rows);
  return `## ✅ The data of ${code(model)} can be used: ${held} rows are held out

${table(HEADER, rows, [2, 3])}
`;
}

const rowOf = ({ name, path, rows, bytes, digest }: CheckedChannel): readonly string[] => [
  code(name),
  code(path),
  rows === undefined ? '–' : count(rows),
  count(bytes),
  digestCode(digest),
];
