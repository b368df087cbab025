import type { ByteSource } from '../read/table.ts';
import type { NamedTable } from './finish.ts';
import type { DataSchema } from './schema.ts';

/** A table that training sees. */
export interface TrainingTable extends NamedTable {
  /** What the profile is made of and the held-out rows are compared with; of one table only. */
  readonly main?: true;
  /** A table that cannot be read is an error, and not merely unchecked. */
  readonly strict: boolean;
}

export interface ExamineRequest {
  readonly training: readonly TrainingTable[];
  readonly heldOut?: NamedTable;
  readonly label?: string;
  readonly id?: string;
  /** Columns that are no features: groups and weights. */
  readonly roles?: readonly string[];
  readonly schema?: DataSchema;
  /** Columns whose values are printed nowhere, beside those that the schema redacts. */
  readonly redacted?: ReadonlySet<string>;
  /** Largest share of held-out rows that training may hold, in place of what the schema says. */
  readonly maxHeldOutShare?: number;
  /** Files that `exists-in` refers to, by their path in the schema; a missing one is a finding. */
  readonly references?: ReadonlyMap<string, ByteSource>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** True for a column whose values are printed nowhere. */
export const isRedacted = (
  { schema, redacted }: Pick<ExamineRequest, 'schema' | 'redacted'>,
  column: string | undefined,
): boolean => column !== undefined && (schema?.columns.get(column)?.redact === true || redacted?.has(column) === true);
