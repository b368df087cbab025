import { counted, type Draft, quoted } from './draft.ts';
import type { NamedTable } from './finish.ts';
import type { DataSchema } from './schema.ts';

/** Columns to name in a sentence. */
const SHOWN = 12;

/** Columns that are not there although the configuration or the schema needs them, and those that the schema does not want. */
export function columnsFindings(
  header: readonly string[],
  needed: readonly string[],
  schema: DataSchema | undefined,
  table: NamedTable,
): readonly Draft[] {
  const required = [...(schema?.columns ?? [])].flatMap(([name, rule]) => (rule.required ? [name] : []));
  const absent = [...new Set([...needed, ...required])].filter((name) => !header.includes(name));
  const surplus = schema?.otherColumns === 'forbid' ? header.filter((name) => !schema.columns.has(name)) : [];
  const shared = { severity: 'error', count: 1, of: header.length } as const;
  return [
    ...absent.map((column) => ({
      ...shared,
      code: 'COLUMN_MISSING' as const,
      column,
      message: missing(column, header),
    })),
    ...surplus.map((column) => ({
      ...shared,
      code: 'COLUMN_UNEXPECTED' as const,
      column,
      message: `The schema has no column ${quoted(column)} and forbids others; table ${quoted(table.name)} holds it.`,
    })),
  ];
}

const missing = (column: string, header: readonly string[]): string =>
  `There is no column ${quoted(column)}; the header has ${header.slice(0, SHOWN).join(', ')}.`;

/** Too few or too many rows. */
export function rowsFindings(
  rows: number,
  { min = 0, max = Number.POSITIVE_INFINITY }: DataSchema['rows'],
  text?: string,
): readonly Draft[] {
  const code = rows < min ? 'ROWS_TOO_FEW' : rows > max ? 'ROWS_TOO_MANY' : undefined;
  if (code === undefined) return [];
  const limit = code === 'ROWS_TOO_FEW' ? `at least ${counted(min)} are needed` : `at most ${counted(max)} are allowed`;
  return [
    { code, severity: 'error', count: rows, of: rows, message: text ?? `There are ${counted(rows)} rows; ${limit}.` },
  ];
}
