import type { Problem } from '../domain/error-catalogue.ts';
import { column, type Table, writeTable } from './tables.ts';

/** The id column that rows get when the user's data has none. */
export const ROW_ID = 'mlops_row_id';

export interface HeldOut {
  /** Rows without the label, with an id: all that scoring may see. */
  readonly unlabelled: string;
  readonly idColumn: string;
  readonly labels: readonly { readonly id: string; readonly label: string }[];
}

export interface HeldOutColumns {
  readonly id?: string;
  readonly label: string;
}

/** Parts the held-out rows from their labels. Every problem found is returned, nothing is thrown. */
export function partLabels(file: string, table: Table, columns: HeldOutColumns): HeldOut | readonly Problem[] {
  const labels = column(table, columns.label);
  const ids = columns.id === undefined ? table.rows.map((_, index) => String(index)) : column(table, columns.id);
  const missing = [...(labels === undefined ? [columns.label] : []), ...(ids === undefined ? [columns.id ?? ''] : [])];
  if (labels === undefined || ids === undefined) return missing.map((name) => noColumn(file, table, name));
  const problems = [
    ...emptyLabels(file, table, labels, columns.label),
    ...repeatedIds(file, table, ids, columns.id ?? ROW_ID),
  ];
  if (table.rows.length === 0) problems.push({ file, path: columns.label, message: 'The held-out data has no rows.' });
  if (problems.length > 0) return problems;
  return {
    unlabelled: withoutLabels(table, ids, columns),
    idColumn: columns.id ?? ROW_ID,
    labels: ids.map((id, index) => ({ id, label: labels[index] ?? '' })),
  };
}

function withoutLabels(table: Table, ids: readonly string[], columns: HeldOutColumns): string {
  const kept = table.header.map((name, index) => ({ name, index })).filter(({ name }) => name !== columns.label);
  const prefix = columns.id === undefined ? [ROW_ID] : [];
  const rows = table.rows.map((row, position) => [
    ...(columns.id === undefined ? [ids[position] ?? ''] : []),
    ...kept.map(({ index }) => row[index] ?? ''),
  ]);
  return writeTable([...prefix, ...kept.map(({ name }) => name)], rows);
}

export function noColumn(file: string, table: Table, name: string): Problem {
  return {
    file,
    line: 1,
    path: name,
    message: `There is no column "${name}"; the header has ${table.header.slice(0, 12).join(', ')}.`,
  };
}

function emptyLabels(file: string, table: Table, labels: readonly string[], path: string): Problem[] {
  const empty = labels.flatMap((label, index) => (label.trim() === '' ? [index] : []));
  const first = empty[0];
  if (first === undefined) return [];
  return [
    {
      file,
      line: table.lines[first] ?? 1,
      path,
      message: `${empty.length} of ${labels.length} held-out rows have no label.`,
    },
  ];
}

function repeatedIds(file: string, table: Table, ids: readonly string[], path: string): Problem[] {
  const seen = new Set<string>();
  const repeated = ids.flatMap((id, index) => (seen.has(id) || !seen.add(id) ? [index] : []));
  const first = repeated[0];
  if (first === undefined) return [];
  const samples = repeated.slice(0, 5).map((index) => ids[index]);
  return [
    {
      file,
      line: table.lines[first] ?? 1,
      path,
      message: `${repeated.length} ids occur more than once, e.g. ${samples.join(', ')}.`,
    },
  ];
}
