/** Values of one role: numbers (NaN where there is none), or codes of names (0 for missing). */
export interface Column {
  readonly values: Float64Array | Uint32Array;
  /** Of codes; grows, never changes. */
  readonly names: readonly string[];
}

/** Rows with everything that is known of them. Valid until the next block is taken. */
export interface Block {
  readonly rows: number;
  /** Number of the first row among the labels; the others follow, unless `numbers` says otherwise. */
  readonly first: number;
  readonly numbers?: Float64Array;
  /** One per role of the plan. */
  readonly columns: readonly Column[];
}

export const numberOfRow = ({ first, numbers }: Block, row: number): number => numbers?.[row] ?? first + row;

/** Some rows of a block, without copying them. */
export const part = ({ values, names }: Column, from: number, to: number): Column => ({
  values: values.subarray(from, to),
  names,
});
