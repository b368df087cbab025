import type { BatchBuilder } from '../batch-builder.ts';
import { BATCH_ROWS } from '../columns.ts';

/** The cells of one column for a group of rows, in the pieces in which they are decoded. */
export interface ColumnCells {
  readonly pieces: Iterable<ArrayLike<unknown>>;
  /** Names from the column down to a field of it; empty for the column itself. */
  readonly path: readonly string[];
  readonly convert: ((value: unknown) => unknown) | undefined;
}

/** Puts `rows` rows into the builder; ends a turn whenever that is full. A column without cells is missing in every row. */
export function* putCells(columns: readonly ColumnCells[], rows: number, builder: BatchBuilder): Generator<void> {
  const cursors = columns.map((cells) => new Cursor(cells));
  for (let left = rows; left > 0; ) {
    const count = Math.min(left, BATCH_ROWS - builder.rows);
    for (const [index, column] of builder.columns.entries()) {
      const cursor = cursors[index];
      for (let row = builder.rows; row < builder.rows + count; row += 1) column.putValue(row, cursor?.next());
    }
    builder.rows += count;
    left -= count;
    if (builder.full) yield;
  }
}

class Cursor {
  readonly #cells: ColumnCells;
  readonly #pieces: Iterator<ArrayLike<unknown>>;
  #piece: ArrayLike<unknown> = [];
  #at = 0;

  constructor(cells: ColumnCells) {
    this.#cells = cells;
    this.#pieces = cells.pieces[Symbol.iterator]();
  }

  next(): unknown {
    while (this.#at >= this.#piece.length) {
      const { done, value } = this.#pieces.next();
      if (done === true) return undefined;
      this.#piece = value;
      this.#at = 0;
    }
    const value = this.#piece[this.#at];
    this.#at += 1;
    return this.#cells.path.length === 0 && this.#cells.convert === undefined ? value : this.#cellOf(value);
  }

  #cellOf(value: unknown): unknown {
    const { path, convert } = this.#cells;
    const cell = path.reduce<unknown>((outer, name) => fieldOf(outer, name), value);
    return convert === undefined ? cell : convert(cell);
  }
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
