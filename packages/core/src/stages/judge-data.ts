import type { MlopsConfig } from '../config/types.ts';
import { MlopsError } from '../domain/errors.ts';
import { type CheckedOutcome, judgeData } from './check-data.ts';
import type { Ports } from './ports.ts';
import { SCHEMA_FILE, type Suggestion, suggestSchema } from './suggest-schema.ts';

export interface JudgeDataOptions {
  /** Whether drift is a reason to stop. */
  readonly drift: 'warn' | 'block';
  /** Write a first schema from what the training table holds. */
  readonly suggest: boolean;
}

export interface JudgedData extends Omit<CheckedOutcome, 'failure'> {
  readonly suggestion?: Suggestion;
  /** DATA_INVALID, or DATA_DRIFTED when drift blocks. */
  readonly failure?: MlopsError<'DATA_INVALID' | 'DATA_DRIFTED'>;
}

/**
 * Checks and stores the data as every stage does, with refusals as results. A schema that is to be suggested may be missing.
 * Throws CONFIG_INVALID for mistakes in the schema file.
 */
export async function judgeDataStage(
  { data }: Pick<MlopsConfig, 'data'>,
  { drift, suggest }: JudgeDataOptions,
  ports: Ports,
): Promise<JudgedData> {
  const file = data.schema ?? SCHEMA_FILE;
  const isFirst = suggest && !(await ports.objects.exists(file));
  const { schema: _absent, ...without } = data;
  const checked = await judgeData({ data: isFirst ? without : data }, ports);
  const suggestion =
    suggest && checked.baseline !== undefined ? await suggestSchema(checked.baseline, file, ports) : undefined;
  const failure = checked.failure ?? (drift === 'block' ? driftFailure(checked) : undefined);
  const { failure: _own, ...told } = checked;
  return {
    ...told,
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function driftFailure({ outcome, findings }: CheckedOutcome): MlopsError<'DATA_DRIFTED'> | undefined {
  if (outcome !== 'drifted') return undefined;
  const drifted = findings.filter(({ severity }) => severity === 'drift');
  return new MlopsError('DATA_DRIFTED', {
    columns: drifted.map(({ column = '', message }) => ({ column, message })),
  });
}
