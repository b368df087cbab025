import type { Evaluation, SliceRule } from '@mlops-actions/evaluation';
import { openSchema } from './data-schema.ts';
import type { MeasureConfig } from './evaluate-rows.ts';
import type { Ports } from './ports.ts';

/**
 * What of an evaluation a report may name: no row where the data's schema redacts the id, and no slice of a column that it redacts.
 * Throws CONFIG_INVALID for mistakes in the schema file.
 */
export async function withoutRedacted(
  { data, validate }: MeasureConfig,
  evaluation: Evaluation,
  ports: Pick<Ports, 'objects'>,
): Promise<Evaluation> {
  if (data.schema === undefined) return evaluation;
  const { schema } = await openSchema(data.schema, ports);
  const isRedacted = (column: string) => schema.columns.get(column)?.redact === true;
  const hidden = validate.slices.filter((rule) => columnsOf(rule).some(isRedacted)).map(({ name }) => name);
  const { samples, ...rest } = evaluation;
  const named = data.columns.id !== undefined && isRedacted(data.columns.id);
  return {
    ...rest,
    slices: evaluation.slices.filter(({ rule }) => !hidden.includes(rule)),
    ...(samples === undefined || named ? {} : { samples }),
  };
}

const columnsOf = ({ by = [], where = {} }: SliceRule): readonly string[] => [...by, ...Object.keys(where)];
