/** What a column must hold, as `data/schema.yml` says it. Durations are milliseconds, shares 0 to 1. */
export interface ColumnRule {
  readonly type: 'number' | 'integer' | 'category' | 'text' | 'timestamp' | 'boolean';
  readonly required: boolean;
  /** Largest share of rows without a value. */
  readonly missing: number;
  readonly min?: number;
  readonly max?: number;
  /** The domain, and the largest share of rows outside of it. */
  readonly values?: readonly string[];
  readonly other: number;
  readonly pattern?: RegExp;
  readonly unique: boolean;
  readonly monotone: boolean;
  readonly newestWithin?: number;
  readonly existsIn?: { readonly file: string; readonly column: string };
  /** Its values are printed nowhere. */
  readonly redact: boolean;
  /** Where the rule is written, for messages. */
  readonly line?: number;
}

/** `data/schema.yml` without its places; of the drift shares see `drift.ts`. */
export interface DataSchema {
  /** The path of the file, for messages. */
  readonly file: string;
  readonly rows: { readonly min?: number; readonly max?: number };
  readonly columns: ReadonlyMap<string, ColumnRule>;
  readonly otherColumns: 'allow' | 'forbid';
  /** Largest share of training rows that repeat another; undefined: repeated rows are told and allowed. */
  readonly maxDuplicateShare?: number;
  /**
   * Largest share of held-out rows that training may hold under other ids, or without ids; undefined: as many as repeats within
   * training explain, and without ids none.
   */
  readonly maxHeldOutShare?: number;
  readonly drift: DriftLimits;
}

export interface DriftLimits {
  readonly warn: number;
  readonly limit: number;
  readonly ignore: readonly string[];
}

/** Below 0.1 a population counts as stable, above 0.25 as another one (N. Siddiqi, Credit Risk Scorecards, 2006). */
export const DRIFT_LIMITS: DriftLimits = { warn: 0.1, limit: 0.25, ignore: [] };
