import {
  type ByteSource,
  type Evaluation,
  type EvaluationRequest,
  evaluate,
  type LabelTable,
  readHeader,
  TableUnreadable,
} from '@mlops-actions/evaluation';
import type { ConfigParts } from '../config/parts.ts';
import { MlopsError } from '../domain/errors.ts';

/** What of mlops.yml decides how rows are measured. */
export type MeasureConfig = ConfigParts<'task' | 'data' | 'validate'>;

/** `redacted` are columns whose values are named nowhere. */
type Tables = Pick<EvaluationRequest, 'labels' | 'candidate' | 'champion'> &
  Required<Pick<EvaluationRequest, 'redacted'>>;

/**
 * Measures predictions against labels as mlops.yml says: task, positive label, threshold and slices. Predictions with holes
 * never reach a gate: throws EVIDENCE_INVALID with all problems.
 */
export async function evaluateRows(config: MeasureConfig, tables: Tables): Promise<Evaluation> {
  const request: EvaluationRequest = {
    task: config.task,
    ...tables,
    ...given('positive', config.data.positive),
    ...given('threshold', config.validate.threshold),
    slices: config.validate.slices,
    exactRows: config.validate.exactRows,
  };
  const { evaluation, problems } = await readable(() => evaluate(request));
  if (evaluation === undefined || problems.length > 0) throw new MlopsError('EVIDENCE_INVALID', { problems });
  return evaluation;
}

/** Names of the columns that some tables share. Throws EVIDENCE_INVALID. */
export const headerOf = (files: readonly ByteSource[]): Promise<readonly string[]> => readable(() => readHeader(files));

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    throw new MlopsError('EVIDENCE_INVALID', { problems: error.problems }, { cause: error });
  }
}

/** Labels, slices, groups and weights come from the held-out rows and never from what a model says. */
export function labelTable(
  { data: { columns } }: Pick<MeasureConfig, 'data'>,
  files: readonly ByteSource[],
): LabelTable {
  const { id, label, weight, group } = columns;
  return { files, label, ...given('id', id), ...given('weight', weight), ...given('group', group) };
}

const given = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
