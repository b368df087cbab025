import type { Finding, FindingCode, TableUnreadable } from '@mlops-actions/evaluation';
import type { MlopsConfig } from '../config/types.ts';
import type { Problem } from '../domain/error-catalogue.ts';

/** One thing about a whole file. */
export const fileFinding = (code: FindingCode, table: string, file: string, message: string): Finding => ({
  code,
  severity: 'error',
  table,
  count: 1,
  of: 1,
  message,
  samples: [],
  file,
});

export const unreadableFindings = (table: string, { problems }: TableUnreadable): readonly Finding[] =>
  problems.map(({ file, line, message }) => ({
    ...fileFinding('TABLE_UNREADABLE', table, file, message),
    ...(line === undefined ? {} : { line }),
  }));

/** What makes data invalid, as mistakes of the files and keys that they are in. */
export const problemsOf = (findings: readonly Finding[], data: MlopsConfig['data']): readonly Problem[] =>
  findings
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, column, table, message, code }) => ({
      file: file ?? (data.kind === 'table' ? data.table : (data.channels[table] ?? data.heldOut)),
      ...(line === undefined ? {} : { line }),
      path: column ?? keyOf(code, table, data),
      message,
    }));

function keyOf(code: FindingCode, table: string, data: MlopsConfig['data']): string {
  if (code === 'SPLIT_CHANGED') return 'data.held-out-share';
  if (table === 'schema') return 'data.schema';
  if (data.kind === 'table') return 'data.table';
  return table === 'held-out' ? 'data.held-out' : `data.channels.${table}`;
}

const LEAKS: readonly FindingCode[] = ['TEST_ROWS_IN_TRAINING', 'TEST_IDS_IN_TRAINING'];

/** Training has seen what it is judged by, and no coincidence explains it. */
export const isLeak = ({ code, severity }: Pick<Finding, 'code' | 'severity'>): boolean =>
  severity === 'error' && LEAKS.includes(code);
