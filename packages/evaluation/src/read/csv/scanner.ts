import type { Problem } from '../../problem.ts';
import { BATCH_ROWS, type BytesTaker } from '../columns.ts';
import { textIn } from '../utf8.ts';

const [LF, CR, QUOTE, COMMA] = [10, 13, 34, 44];
/** Of the four bytes that mean something, the comma is the largest: whatever is above is text. */
const LARGEST = COMMA;
/** Problems of a file that are listed; more of them say nothing new. */
export const MAX_PROBLEMS = 5;
/** A row that is longer is a quote left open: nothing that a person calls a row is. */
const MAX_ROW_BYTES = 2 ** 26;
const INCOMPLETE = -1;

/**
 * Finds the cells of RFC 4180 text that arrives in chunks. Bytes of a row that is not complete yet are kept and scanned again; how often
 * is bounded by letting them double first. Rows end with LF or CRLF, empty lines are passed over.
 */
export class CsvScanner {
  readonly problems: Problem[] = [];
  /** The end of the file was told. */
  finished = false;
  readonly #file: string;
  /** Behind the last byte stands a line end that stops every search. */
  #bytes = new Uint8Array(2 ** 17).fill(LF, 0, 1);
  #at = 0;
  #end = 0;
  #line = 1;
  #needed = 0;
  #first = true;
  /** What is wrong with the row that is being scanned. */
  #fault: string | undefined;
  /** The cell that was found last, without its quotes. */
  #cell: Uint8Array = new Uint8Array(0);
  #from = 0;
  #to = 0;
  #scratch = new Uint8Array(256);

  constructor(file: string) {
    this.#file = file;
  }

  add(chunk: Uint8Array): void {
    const left = this.#end - this.#at;
    const needed = left + chunk.length + 1;
    const bytes = needed > this.#bytes.length ? new Uint8Array(2 * needed) : this.#bytes;
    bytes.set(this.#bytes.subarray(this.#at, this.#end));
    bytes.set(chunk, left);
    this.#bytes = bytes;
    this.#at = 0;
    this.#end = left + chunk.length;
    bytes[this.#end] = LF;
    if (this.#first && this.#end >= 3) this.#passMark();
  }

  /** The file ends here, with or without the line end of its last row. */
  finish(): void {
    if (this.#end > this.#at && this.#bytes[this.#end - 1] !== LF) this.add(Uint8Array.of(LF));
    this.#needed = 0;
    this.finished = true;
  }

  /** After the end of the file every byte belongs to a row. */
  requireDone(): void {
    if (this.#at < this.#end) this.#report(this.#line, 'A quote of this row is never closed.');
  }

  /** The cells of the next row as text, or undefined when it is not complete. Throws NotUtf8. */
  texts(): readonly string[] | undefined {
    if (this.#end - this.#at < this.#needed) return undefined;
    this.#passEmptyLines();
    const line = this.#line;
    const texts: string[] = [];
    for (let at = this.#at; ; at += 1) {
      at = this.#cellAt(at);
      if (at === INCOMPLETE || at >= this.#end) {
        this.#incomplete(line);
        return undefined;
      }
      texts.push(textIn(this.#cell, this.#from, this.#to, 0));
      if (this.#bytes[at] === LF) {
        if (this.#fault !== undefined) this.#report(line, this.#fault);
        this.#first = false;
        this.#at = at + 1;
        this.#line += 1;
        return texts;
      }
    }
  }

  /** Like {@link texts}, and the row stays the next one. */
  peek(): readonly string[] | undefined {
    this.#passEmptyLines();
    const [at, line, first] = [this.#at, this.#line, this.#first];
    const texts = this.texts();
    [this.#at, this.#line, this.#first] = [at, line, first];
    return texts;
  }

  /**
   * Puts complete rows into `columns`, from row `row` on, until there are {@link BATCH_ROWS} or the bytes end; returns how many rows
   * there are now. `columns[i]` takes the cells of column i of the file, undefined passes over them; a row has as many cells.
   */
  rows(columns: readonly (BytesTaker | undefined)[], row: number): number {
    const width = columns.length;
    const bytes = this.#bytes;
    const end = this.#end;
    let filled = row;
    if (end - this.#at < this.#needed) return filled;
    while (filled < BATCH_ROWS && this.problems.length < MAX_PROBLEMS) {
      this.#passEmptyLines();
      const line = this.#line;
      let at = this.#at;
      let cells = 0;
      for (;;) {
        const from = at;
        // What #cellAt does, without telling of plain cells where they are: most cells are plain, and many are asked for by nobody.
        const quoted = bytes[from] === QUOTE;
        at = quoted ? this.#quotedAt(from + 1) : this.#plainAt(from);
        if (at === INCOMPLETE || at >= end) {
          this.#incomplete(line);
          return filled;
        }
        const taker = cells < width ? columns[cells] : undefined;
        if (taker !== undefined)
          if (quoted) taker.putBytes(filled, this.#cell, this.#from, this.#to);
          else taker.putBytes(filled, bytes, from, plainTo(bytes, from, at));
        cells += 1;
        at += 1;
        if (bytes[at - 1] === LF) break;
      }
      this.#at = at;
      this.#line += 1;
      if (this.#fault !== undefined) this.#report(line, this.#fault);
      else if (cells === width) filled += 1;
      else this.#report(line, `This row has ${cells} cells; the header has ${width}.`);
    }
    return filled;
  }

  #incomplete(line: number): void {
    const left = this.#end - this.#at;
    this.#line = line;
    this.#fault = undefined;
    this.#needed = 2 * left;
    if (left > MAX_ROW_BYTES) this.#report(line, 'This row does not end within 64 MiB: a quote may be left open.');
  }

  #report(line: number, message: string): void {
    this.#fault = undefined;
    this.problems.push({ file: this.#file, line, path: 'csv', message });
  }

  /** Finds the cell that begins at `at`; returns where its comma or line end is. */
  #cellAt(at: number): number {
    if (this.#bytes[at] === QUOTE) return this.#quotedAt(at + 1);
    const end = this.#plainAt(at);
    this.#cell = this.#bytes;
    this.#from = at;
    this.#to = plainTo(this.#bytes, at, end);
    return end;
  }

  /** Where a cell without quotes ends. */
  #plainAt(at: number): number {
    const bytes = this.#bytes;
    let end = at;
    for (;;) {
      let byte = bytes[end] as number;
      while (byte > LARGEST) {
        end += 1;
        byte = bytes[end] as number;
      }
      if (byte === COMMA || byte === LF) return end;
      if (byte === QUOTE) this.#fault = 'A quote stands inside a cell that does not begin with one.';
      end += 1;
    }
  }

  /** The cell behind an opening quote; a doubled quote is one, and line ends are text. */
  #quotedAt(start: number): number {
    const bytes = this.#bytes;
    let at = start;
    let doubled = 0;
    for (; ; at += 1) {
      let byte = bytes[at] as number;
      // Above the quote there are letters and digits; the line end behind the last byte stops this.
      while (byte > QUOTE) {
        at += 1;
        byte = bytes[at] as number;
      }
      if (at >= this.#end) return INCOMPLETE;
      if (byte === LF) this.#line += 1;
      if (byte !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE) break;
      doubled += 1;
      at += 1;
    }
    this.#cell = doubled === 0 ? bytes : this.#undoubled(start, at);
    this.#from = doubled === 0 ? start : 0;
    this.#to = doubled === 0 ? at : at - start - doubled;
    return this.#behindQuote(at + 1);
  }

  #behindQuote(at: number): number {
    const end = this.#bytes[at] === CR && this.#bytes[at + 1] === LF ? at + 1 : at;
    const byte = this.#bytes[end];
    if (byte === COMMA || byte === LF) return end;
    this.#fault = 'Text follows the closing quote of a cell.';
    return this.#plainEnd(end);
  }

  #plainEnd(at: number): number {
    let end = at;
    while (this.#bytes[end] !== COMMA && this.#bytes[end] !== LF) end += 1;
    return end;
  }

  #undoubled(from: number, to: number): Uint8Array {
    if (to - from > this.#scratch.length) this.#scratch = new Uint8Array(2 * (to - from));
    let end = 0;
    for (let at = from; at < to; at += 1) {
      this.#scratch[end++] = this.#bytes[at] as number;
      if (this.#bytes[at] === QUOTE) at += 1;
    }
    return this.#scratch;
  }

  #passEmptyLines(): void {
    for (;;) {
      const skip = this.#bytes[this.#at] === CR && this.#bytes[this.#at + 1] === LF ? 2 : 1;
      if (skip === 1 && this.#bytes[this.#at] !== LF) return;
      if (this.#at + skip > this.#end) return;
      this.#first = false;
      this.#at += skip;
      this.#line += 1;
    }
  }

  /** The byte order mark that Excel and others put in front of UTF-8. */
  #passMark(): void {
    this.#first = false;
    if (this.#bytes[0] === 0xef && this.#bytes[1] === 0xbb && this.#bytes[2] === 0xbf) this.#at = 3;
  }
}

/** The end of a plain cell, whose comma or line end is at `end`: a CR belongs to the line end. */
const plainTo = (bytes: Uint8Array, from: number, end: number): number =>
  bytes[end] === LF && end > from && bytes[end - 1] === CR ? end - 1 : end;
