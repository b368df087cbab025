import type { AsyncBuffer } from 'hyparquet';
import type { ByteSource } from '../table.ts';
import { unreadable } from '../unreadable.ts';
import { type ColumnChunk, requirePages } from './pages.ts';

/** A source as hyparquet reads it. What the port behind it threw is kept apart from what is wrong with the file. */
export class RangeReader implements AsyncBuffer {
  readonly byteLength: number;
  failure: unknown;
  /** Columns whose pages are checked before hyparquet sees them. */
  chunks: readonly ColumnChunk[] = [];
  readonly #range: NonNullable<ByteSource['range']>;

  /** Throws TableUnreadable for a source that has no ranges. */
  constructor(source: ByteSource) {
    const { name, size, range } = source;
    if (size === undefined || range === undefined)
      throw unreadable(name, 'parquet', 'Parquet is read at many places, and this source is a stream only.');
    this.byteLength = size;
    this.#range = range.bind(source);
  }

  async slice(start: number, end: number = this.byteLength): Promise<ArrayBuffer> {
    const bytes = await this.#bytes(start, end);
    requirePages(bytes, start, this.chunks);
    return bytes;
  }

  async #bytes(start: number, end: number): Promise<ArrayBuffer> {
    try {
      const bytes = await this.#range(start, end);
      const isWhole = bytes.byteOffset === 0 && bytes.buffer.byteLength === bytes.byteLength;
      // A buffer of its own: what surrounds a view is not of this file, and `slice` of Node's Buffer is a view too.
      return (isWhole ? bytes : new Uint8Array(bytes)).buffer as ArrayBuffer;
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }
}
