import type { Evidence } from '../evidence/types.ts';
import type { Task } from '../metrics/facts.ts';
import type { Problem } from '../problem.ts';
import type { ByteSource } from '../read/table.ts';

/** Rows that belong together: every combination of the values of some columns, or the rows that some values pick out. */
export interface SliceRule {
  /** What gates refer to: the columns joined by ` × `, or the name that the user gave. */
  readonly name: string;
  readonly by?: readonly string[];
  /** Inner edges of the bins of a single numeric column, rising; a value on an edge belongs to the bin above. */
  readonly bins?: readonly number[];
  readonly where?: Readonly<Record<string, string>>;
  /** A smaller slice is listed with its rows, and not judged. */
  readonly minRows: number;
  /** A rule that no row answers fails closed. */
  readonly required: boolean;
}

/** A table and which of its columns mean what. Without `id`, rows are numbered from 0 in the order of the files. */
export interface LabelTable {
  readonly files: readonly ByteSource[];
  readonly id?: string;
  readonly label: string;
  /** A row counts this much; 0 or more. */
  readonly weight?: string;
  /** Rows of one group are not independent of each other; of a ranking, the query. */
  readonly group?: string;
}

export interface PredictionTable {
  readonly files: readonly ByteSource[];
  /** Named in messages, e.g. `predictions of the candidate`. */
  readonly source: string;
  /** `id` when absent; predictions without ids are in the order of the labels. */
  readonly id?: string;
  /** Columns `prediction` and `score` when absent; a table without a score has none. */
  readonly prediction?: string;
  readonly score?: string;
  /** Of a champion with ids: the share of held-out rows that it has to answer; all when absent. */
  readonly coverage?: number;
}

export interface EvaluationRequest {
  readonly task: Task;
  readonly positive?: string;
  /** Binary and ranking: positive when the score is at least this. */
  readonly threshold?: number;
  readonly labels: LabelTable;
  readonly candidate: PredictionTable;
  readonly champion?: PredictionTable;
  readonly slices: readonly SliceRule[];
  /** Columns whose values are named nowhere: neither in an evaluation nor in a problem. */
  readonly redacted?: ReadonlySet<string>;
  /** Rows up to which every score is kept, 200,000 when absent; beyond, histograms whose bound is reported. */
  readonly exactRows?: number;
  /** 200 when absent; the largest of each rule are kept. */
  readonly maxSlices?: number;
  /** Slices of one rule that are told apart, 1,000 when absent: the first ones of the table. All others are its slice `(other)`. */
  readonly maxCategories?: number;
}

/** Both models on the same rows. */
export interface Evidences {
  readonly candidate: Evidence;
  readonly champion?: Evidence;
}

export interface Slice {
  /** Name of its rule. */
  readonly rule: string;
  /** As a person reads it, e.g. `region = north`, `18 ≤ age < 35`, `vip`; no two slices share one. */
  readonly name: string;
  readonly rows: number;
  /** Of all slices beyond `maxCategories`, which nobody can judge one by one. */
  readonly mixed?: true;
  /** Absent for a slice below the minimum of its rule. */
  readonly evidence?: Evidences;
}

/** Everything that gates and reports ask, from one pass over the rows. */
export interface Evaluation {
  readonly task: Task;
  readonly rows: number;
  /** (Σ weight)² / Σ weight², when rows are weighted. */
  readonly effectiveRows?: number;
  readonly groups?: number;
  /** `histogram`: scores were binned, and the `roc-auc` of all rows may be off by `bound` at most. */
  readonly method: 'exact' | 'histogram';
  readonly bound?: number;
  readonly overall: Evidences;
  /** Up to `maxSlices`, largest first within each rule. */
  readonly slices: readonly Slice[];
  /** Rules that no row answers. */
  readonly emptyRules: readonly string[];
  /** How many slices `maxSlices` left out, and the rules whose smallest these are; when absent, nobody knows which. */
  readonly slicesLeftOut: number;
  readonly cutRules?: readonly string[];
  /**
   * Both models on the rows that the champion answers, when these are not all, with the same slices in the same order: everything
   * else is of the candidate alone then.
   */
  readonly compared?: Evaluation;
  /** Ids of rows that only one model gets right, at most 20 each. */
  readonly samples?: { readonly fixed: readonly string[]; readonly broken: readonly string[] };
}

/** With problems the evaluation must not reach a gate. */
export interface Evaluated {
  readonly evaluation: Evaluation | undefined;
  readonly problems: readonly Problem[];
}
