import { BATCH_ROWS, type ColumnBuilder, columnBuilder } from './columns.ts';
import type { Batch, Projection } from './table.ts';

/** The batch that is being filled: one builder per column of the projection, in its order, shared by all files of a table. */
export class BatchBuilder {
  readonly projection: readonly Projection[];
  readonly columns: readonly ColumnBuilder[];
  /** Complete rows; a reader raises it when all columns of a row are put. */
  rows = 0;
  #first = 0;

  constructor(projection: readonly Projection[]) {
    this.projection = projection;
    this.columns = projection.map(({ as }) => columnBuilder(as));
  }

  get full(): boolean {
    return this.rows === BATCH_ROWS;
  }

  /** Rows that were taken before this batch. */
  get first(): number {
    return this.#first;
  }

  take(file: string): Batch {
    const { rows } = this;
    const batch = { rows, first: this.#first, file, columns: this.columns.map((column) => column.column(rows)) };
    this.#first += rows;
    this.rows = 0;
    return batch;
  }
}
