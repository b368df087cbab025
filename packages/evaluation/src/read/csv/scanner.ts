import type { Problem } from '../../problem.ts';
import { BATCH_ROWS, type BytesTaker } from '../columns.ts';
import { textIn } from '../utf8.ts';
import { COMMA, CR, INCOMPLETE, LF, QUOTE } from './bytes.ts';
import { QuotedCell } from './quoted-cell.ts';

/** Of the four bytes that mean something, the comma is the largest: whatever is above is text. */
const LARGEST = COMMA;
/** Problems of a file that are listed; more of them say nothing new. */
export const MAX_PROBLEMS = 5;
/** A row that is longer is a quote left open: nothing that a person calls a row is. */
const MAX_ROW_BYTES = 2 ** 26;

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
  readonly #quoted = new QuotedCell();

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
      const from = at;
      const isQuoted = this.#bytes[from] === QUOTE;
      at = isQuoted ? this.#quotedAt(from) : this.#plainAt(from);
      if (at === INCOMPLETE || at >= this.#end) {
        this.#incomplete(line);
        return undefined;
      }
      const { bytes, start, end } = this.#quoted;
      texts.push(
        isQuoted ? textIn(bytes, start, end, 0) : textIn(this.#bytes, from, plainTo(this.#bytes, from, at), 0),
      );
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
    const quoted = this.#quoted;
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
        const isQuoted = bytes[from] === QUOTE;
        at = isQuoted ? this.#quotedAt(from) : this.#plainAt(from);
        if (at === INCOMPLETE || at >= end) {
          this.#incomplete(line);
          return filled;
        }
        const taker = cells < width ? columns[cells] : undefined;
        if (taker !== undefined)
          if (isQuoted) taker.putBytes(filled, quoted.bytes, quoted.start, quoted.end);
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

  /** Where the quoted cell that begins at `at` ends, and what was found in it. */
  #quotedAt(at: number): number {
    const end = this.#quoted.find(this.#bytes, at + 1, this.#end);
    this.#line += this.#quoted.lines;
    this.#fault = this.#quoted.fault ?? this.#fault;
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
