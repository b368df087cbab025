const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A cell is not the text that it should be; `row` counts within the batch, from 0. */
export class NotUtf8 extends Error {
  readonly row: number;

  constructor(row: number) {
    super('bytes that are not UTF-8');
    this.name = 'NotUtf8';
    this.row = row;
  }
}

/** The text of a cell of row `row`. Throws {@link NotUtf8}. */
export function textIn(bytes: Uint8Array, from: number, to: number, row: number): string {
  try {
    return decoder.decode(bytes.subarray(from, to));
  } catch {
    // The decoder has one reason to throw here, and its message names neither place nor bytes.
    throw new NotUtf8(row);
  }
}
