import { COMMA, CR, INCOMPLETE, LF, QUOTE } from './bytes.ts';

/** A cell in quotes: a doubled quote within it is one, and line ends are text. Made once, and used for one cell after the other. */
export class QuotedCell {
  /** The text without its quotes lies here … */
  bytes: Uint8Array = new Uint8Array(0);
  /** … from here on … */
  start = 0;
  /** … and ends before this. */
  end = 0;
  /** Line ends within the cell. */
  lines = 0;
  fault: string | undefined;
  #scratch = new Uint8Array(256);

  /**
   * Finds the cell whose text begins at `start`, behind its opening quote, in bytes that go to `most`, where a line end stands.
   * Returns where its comma or line end is, or INCOMPLETE.
   */
  find(bytes: Uint8Array, start: number, most: number): number {
    let at = start;
    let doubled = 0;
    this.lines = 0;
    this.fault = undefined;
    for (; ; at += 1) {
      let byte = bytes[at] as number;
      // Above the quote there are letters and digits; the line end behind the last byte stops this.
      while (byte > QUOTE) {
        at += 1;
        byte = bytes[at] as number;
      }
      if (at >= most) return INCOMPLETE;
      if (byte === LF) this.lines += 1;
      if (byte !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE) break;
      doubled += 1;
      at += 1;
    }
    this.bytes = doubled === 0 ? bytes : this.#undoubled(bytes, start, at);
    this.start = doubled === 0 ? start : 0;
    this.end = doubled === 0 ? at : at - start - doubled;
    return this.#behind(bytes, at + 1);
  }

  #behind(bytes: Uint8Array, at: number): number {
    let end = bytes[at] === CR && bytes[at + 1] === LF ? at + 1 : at;
    if (bytes[end] === COMMA || bytes[end] === LF) return end;
    this.fault = 'Text follows the closing quote of a cell.';
    while (bytes[end] !== COMMA && bytes[end] !== LF) end += 1;
    return end;
  }

  #undoubled(bytes: Uint8Array, from: number, to: number): Uint8Array {
    if (to - from > this.#scratch.length) this.#scratch = new Uint8Array(2 * (to - from));
    let end = 0;
    for (let at = from; at < to; at += 1) {
      this.#scratch[end++] = bytes[at] as number;
      if (bytes[at] === QUOTE) at += 1;
    }
    return this.#scratch;
  }
}
