import type { Problem } from '../problem.ts';

/**
 * A named run of bytes that a port opened: a file, an object, a member of a folder. The name decides the format: `.csv`,
 * `.jsonl` (or `.ndjson`), `.parquet`, each of the first two with `.gz` behind it too, and `.out` for batch transform.
 */
export interface ByteSource {
  readonly name: string;
  /** Bytes; only Parquet needs it. */
  readonly size?: number;
  stream(): AsyncIterable<Uint8Array>;
  /** Bytes `from` (inclusive) to `to` (exclusive); only Parquet needs it. */
  range?(from: number, to: number): Promise<Uint8Array>;
}

/** How the cells of a column are wanted; the one table of coercion is in `coerce.ts`. */
export type ColumnKind = 'number' | 'category' | 'text';

export interface Projection {
  readonly column: string;
  readonly as: ColumnKind;
  /** A table without it is still a table; the column then reads as all missing. */
  readonly optional?: true;
}

export const CELL = { value: 0, missing: 1, invalid: 2 } as const;

export interface NumberColumn {
  readonly kind: 'number';
  /** NaN wherever `state` is not `CELL.value`. */
  readonly values: Float64Array;
  /** One of {@link CELL} per row: missing is empty, null or NaN; invalid is text that is no number. */
  readonly state: Uint8Array;
}

export interface CategoryColumn {
  readonly kind: 'category';
  /** Index into `names`; 0 stands for missing. */
  readonly codes: Uint32Array;
  /** Grows over the batches of a table, never changes; `names[0]` is the empty text. */
  readonly names: readonly string[];
}

export interface TextColumn {
  readonly kind: 'text';
  /** Undefined where missing. */
  readonly values: readonly (string | undefined)[];
}

export type BatchColumn = NumberColumn | CategoryColumn | TextColumn;

/** Some thousand rows of the columns that were asked for, in the order of the projection. Valid until the next one is taken. */
export interface Batch {
  readonly rows: number;
  /** Number of its first row within the whole table, counting from 0. */
  readonly first: number;
  readonly file: string;
  readonly columns: readonly BatchColumn[];
}

/** A table cannot be read; all that is known of why. Core turns it into a typed error. */
export class TableUnreadable extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(
      problems.map(({ file, line, message }) => `${file}${line === undefined ? '' : `:${line}`} ${message}`).join('\n'),
    );
    this.name = 'TableUnreadable';
    this.problems = problems;
  }
}
