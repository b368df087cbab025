/** What data checks find. A code never changes its meaning; each has a row in docs/reference/data-findings.md. */
export type FindingCode =
  | 'FILE_NOT_FOUND'
  | 'TABLE_UNREADABLE'
  | 'SPLIT_CHANGED'
  | 'COLUMN_MISSING'
  | 'COLUMN_UNEXPECTED'
  | 'TYPE_MISMATCH'
  | 'VALUE_MISSING'
  | 'VALUE_OUT_OF_RANGE'
  | 'VALUE_NOT_IN_DOMAIN'
  | 'VALUE_PATTERN_MISMATCH'
  | 'VALUE_NOT_UNIQUE'
  | 'VALUE_NOT_MONOTONE'
  | 'KEY_NOT_FOUND'
  | 'DATA_NOT_FRESH'
  | 'ROWS_TOO_FEW'
  | 'ROWS_TOO_MANY'
  | 'ROWS_DUPLICATED'
  | 'LABEL_MISSING'
  | 'LABELS_CONFLICT'
  | 'LABEL_LEAKED'
  | 'TEST_ROWS_IN_TRAINING'
  | 'TEST_IDS_IN_TRAINING'
  | 'TEST_IDS_REUSED'
  | 'DISTRIBUTION_DRIFTED'
  | 'MISSING_SHARE_DRIFTED'
  | 'CATEGORY_UNSEEN';

/** `error` makes the data invalid, `drift` makes it drifted, `warning` is only told. */
export type FindingSeverity = 'error' | 'drift' | 'warning';

/** One thing that is wrong with a table, told once with a count and not once per row. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  /** `train`, `held-out`, another channel, or `schema` for what the schema file itself refers to. */
  readonly table: string;
  readonly column?: string;
  /** Rows (or columns) that are affected, and of how many. */
  readonly count: number;
  readonly of: number;
  /** A full sentence with the value found and the rule; never a value of a redacted column. */
  readonly message: string;
  /** Keys of at most 20 affected rows: ids when there are, else line numbers. Empty for redacted ids. */
  readonly samples: readonly string[];
  readonly file?: string;
  readonly line?: number;
  /** Of drift: the effect, and what it was compared with. */
  readonly drift?: {
    readonly measure: 'psi' | 'js';
    readonly value: number;
    readonly limit: number;
    readonly floor: number;
    /** Rows per bin before and now, at most 20 bins: those of the smallest to the largest numbers, or of the most frequent categories. */
    readonly bins?: { readonly reference: readonly number[]; readonly current: readonly number[] };
  };
}

export type DataOutcome = 'valid' | 'drifted' | 'invalid';
