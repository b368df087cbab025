import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Problem } from '../domain/error-catalogue.ts';

/** A CSV file in memory: `raw[i]` is the line (or quoted lines) that `rows[i]` was read from, without its line end. */
export interface Table {
  readonly header: readonly string[];
  readonly headerLine: string;
  readonly rows: readonly (readonly string[])[];
  readonly raw: readonly string[];
  /** Line in the file where each row starts, counting from 1. */
  readonly lines: readonly number[];
}

interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Reads RFC 4180 text, with or without a byte order mark. Throws csv-parse's error, whose message names line and width. */
export function readTable(text: string): Table {
  const records = parse(text, { raw: true, bom: true, skip_empty_lines: true }) as unknown as readonly RawRecord[];
  const [head, ...body] = records;
  const lines: number[] = [];
  let line = 1 + lineCount(head?.raw ?? '');
  for (const { raw } of body) {
    lines.push(line + emptyLinesBefore(raw));
    line += lineCount(raw);
  }
  return {
    header: head?.record ?? [],
    headerLine: withoutLineEnd(head?.raw ?? ''),
    rows: body.map((entry) => entry.record),
    raw: body.map((entry) => withoutLineEnd(entry.raw)),
    lines,
  };
}

/** Like {@link readTable}; a text that is no table becomes a problem of its file, an empty one is undefined. */
export function tableOf(file: string, text: string, problems: Problem[]): Table | undefined {
  if (text === '') return undefined;
  try {
    return readTable(text);
  } catch (error) {
    problems.push({ file, path: 'csv', message: (error as Error).message });
    return undefined;
  }
}

export function writeTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify([[...header], ...rows.map((row) => [...row])]);
}

/** The lines of a subset of rows, byte for byte as they were. */
export function sliceTable(table: Table, keep: (index: number) => boolean): string {
  return `${[table.headerLine, ...table.raw.filter((_, index) => keep(index))].join('\n')}\n`;
}

/** The values of one column, or undefined when the header does not have it. */
export function column(table: Table, name: string): readonly string[] | undefined {
  const index = table.header.indexOf(name);
  return index < 0 ? undefined : table.rows.map((row) => row[index] ?? '');
}

const withoutLineEnd = (raw: string) => raw.replace(/^\uFEFF?[\r\n]*/, '').replace(/\r?\n?$/, '');
const lineCount = (raw: string) => raw.split('\n').length - (raw.endsWith('\n') ? 1 : 0);
const emptyLinesBefore = (raw: string) => (/^[\r\n]*/.exec(raw)?.[0] ?? '').split('\n').length - 1;
