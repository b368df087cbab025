import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricName, Task } from '../../packages/evaluation/src/index.ts';

/** A value, or the reason why there is none. */
export type Expected = number | string;

export interface TableFacts {
  readonly name: string;
  readonly task: Task;
  readonly threshold: number | null;
  readonly weight: boolean;
  readonly group: boolean;
}

/** What the Python libraries say of the answers of two models; `make.py` writes it. */
export interface MeasuredTable extends TableFacts {
  readonly candidate: Readonly<Partial<Record<MetricName, Expected>>>;
  readonly champion: Readonly<Partial<Record<MetricName, Expected>>>;
  readonly intervals: Readonly<Partial<Record<MetricName, readonly [number, number]>>>;
  readonly comparisons: Readonly<
    Partial<
      Record<
        MetricName,
        {
          /** One-sided, of "worse". */
          readonly p: number;
          readonly interval?: readonly [number, number];
          /** One-sided, of "not worse by 0.01". */
          readonly proof?: number;
        }
      >
    >
  >;
  readonly statistics: ExpectedStatistics;
}

export interface ExpectedStatistics {
  readonly ks: { readonly statistic: number; readonly p: number };
  readonly wasserstein: number;
  /** Inner edges of the ten bins that the distances below are of. */
  readonly edges: readonly number[];
  readonly psi: number;
  readonly floor95: number;
  readonly js: number;
  readonly chi2?: { readonly statistic: number; readonly p: number };
  readonly mcnemar?: Readonly<Record<'exact' | 'midP', number> & Partial<Record<'chi2' | 'chi2P', number>>>;
  readonly delong?: { readonly delta: number; readonly se: number; readonly p?: number };
  readonly pairedT?: { readonly t: number; readonly p: number };
  readonly family: readonly number[];
  readonly holm: readonly number[];
  readonly benjaminiHochberg: readonly number[];
}

/** A table that must be refused, with the rows that are wrong. */
export interface RefusedTable extends TableFacts {
  readonly refused: { readonly missing: number; readonly repeated: number };
}

export const readExpected = (folder: string): readonly (MeasuredTable | RefusedTable)[] =>
  JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
