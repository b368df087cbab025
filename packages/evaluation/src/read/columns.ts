import { isMissing } from '../evidence/labels.ts';
import { categoryOf, numberOf, stateOf, textOf } from './coerce.ts';
import { decimalIn } from './decimal.ts';
import { Interner } from './interner.ts';
import { type BatchColumn, CELL, type ColumnKind } from './table.ts';
import { textIn } from './utf8.ts';

/** Rows of a batch: enough to make the work per batch small, few enough to stay in the cache of a core. */
export const BATCH_ROWS = 4096;

export interface BytesTaker {
  /** A cell as UTF-8 text. Throws NotUtf8, at the latest when the column is taken. */
  putBytes(row: number, bytes: Uint8Array, from: number, to: number): void;
}

/** Where the cells of one column of a batch are put, one row after the other, from any format. */
export interface ColumnBuilder extends BytesTaker {
  /** A cell as a typed format holds it. */
  putValue(row: number, value: unknown): void;
  /** The column of the first `rows` rows; valid until the next cell is put. */
  column(rows: number): BatchColumn;
}

const BUILDERS = {
  number: () => new NumberBuilder(),
  category: () => new CategoryBuilder(),
  text: () => new TextBuilder(),
} as const satisfies Record<ColumnKind, () => ColumnBuilder>;

export const columnBuilder = (kind: ColumnKind): ColumnBuilder => BUILDERS[kind]();

class NumberBuilder implements ColumnBuilder {
  readonly #values = new Float64Array(BATCH_ROWS);
  readonly #state = new Uint8Array(BATCH_ROWS);

  putBytes(row: number, bytes: Uint8Array, from: number, to: number): void {
    const value = from === to ? Number.NaN : decimalIn(bytes, from, to);
    if (value === undefined) this.putValue(row, textIn(bytes, from, to, row));
    else {
      this.#values[row] = value;
      this.#state[row] = from === to ? CELL.missing : CELL.value;
    }
  }

  putValue(row: number, value: unknown): void {
    const number = numberOf(value);
    this.#values[row] = number;
    this.#state[row] = stateOf(value, number);
  }

  column(rows: number): BatchColumn {
    return { kind: 'number', values: this.#values.subarray(0, rows), state: this.#state.subarray(0, rows) };
  }
}

class CategoryBuilder implements ColumnBuilder {
  readonly #interner = new Interner();
  readonly #codes = new Uint32Array(BATCH_ROWS);

  putBytes(row: number, bytes: Uint8Array, from: number, to: number): void {
    this.#codes[row] = from === to ? 0 : this.#interner.codeOfBytes(bytes, from, to, row);
  }

  putValue(row: number, value: unknown): void {
    if (typeof value === 'string') this.#codes[row] = this.#interner.codeOfText(value);
    else this.#codes[row] = this.#interner.codeOfText(categoryOf(value) ?? '');
  }

  column(rows: number): BatchColumn {
    return { kind: 'category', codes: this.#codes.subarray(0, rows), names: this.#interner.names };
  }
}

/** Keeps the bytes of a batch and decodes them all at once: of ASCII, a cell is then a piece of one long string. */
class TextBuilder implements ColumnBuilder {
  #values: (string | undefined)[] = new Array(BATCH_ROWS).fill(undefined);
  #bytes = new Uint8Array(16 * BATCH_ROWS);
  #used = 0;
  /** All bytes of the batch or-ed: above 127 when one of them is not ASCII. */
  #seen = 0;
  #fromBytes = false;
  readonly #from = new Uint32Array(BATCH_ROWS);
  readonly #to = new Uint32Array(BATCH_ROWS);

  putBytes(row: number, bytes: Uint8Array, from: number, to: number): void {
    this.#fromBytes = true;
    const end = this.#used + to - from;
    if (end > this.#bytes.length) this.#grow(end);
    const kept = this.#bytes;
    let at = this.#used;
    this.#from[row] = at;
    for (let byte = from; byte < to; byte += 1) {
      const value = bytes[byte] as number;
      this.#seen |= value;
      kept[at++] = value;
    }
    this.#used = at;
    this.#to[row] = at;
  }

  putValue(row: number, value: unknown): void {
    this.#values[row] = textOf(value);
  }

  column(rows: number): BatchColumn {
    if (this.#fromBytes) this.#decode(rows);
    this.#used = 0;
    this.#seen = 0;
    this.#fromBytes = false;
    return { kind: 'text', values: this.#values.length === rows ? this.#values : this.#values.slice(0, rows) };
  }

  #decode(rows: number): void {
    // Of ASCII, offsets of bytes are offsets of characters.
    const all = this.#seen > 127 ? undefined : textIn(this.#bytes, 0, this.#used, 0);
    for (let row = 0; row < rows; row += 1) {
      const [from, to] = [this.#from[row] as number, this.#to[row] as number];
      const text = all === undefined ? textIn(this.#bytes, from, to, row) : all.slice(from, to);
      this.#values[row] = isMissing(text) ? undefined : text;
    }
  }

  #grow(least: number): void {
    const bytes = new Uint8Array(Math.max(least, this.#bytes.length * 2));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}
