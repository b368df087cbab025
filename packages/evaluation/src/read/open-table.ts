import type { BatchBuilder } from './batch-builder.ts';
import type { Chunks } from './chunks.ts';
import type { ByteSource } from './table.ts';

/** One file, opened as far as its header. */
export interface OpenTable {
  /** Names of its columns, as far as they are known before the rows. */
  readonly header: readonly string[];
  /** A file of the same table with other columns is a mistake; not so where every row names its own. */
  readonly fixedHeader: boolean;
  /**
   * Fills the builder and ends a turn whenever that is full; what is left in it at the end belongs to the file too. Throws
   * TableUnreadable and NotUtf8.
   */
  rows(builder: BatchBuilder): AsyncIterable<void>;
}

/** Opens a file by its bytes, decompressed if need be, or by its ranges. Throws TableUnreadable. */
export type OpenFile = (file: ByteSource, chunks: Chunks) => Promise<OpenTable>;
