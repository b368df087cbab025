import type { Finding, FindingSeverity } from '@mlops-actions/evaluation';

const ORDER: readonly FindingSeverity[] = ['error', 'drift', 'warning'];

/** What makes data invalid first, then drift, then what is only told; otherwise in the order of the checks. */
export const findingsBySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));

/** `train.age`, or the table alone. */
export const placeOf = ({ table, column }: Finding): string => (column === undefined ? table : `${table}.${column}`);
