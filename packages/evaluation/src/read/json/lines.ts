import type { Chunks } from '../chunks.ts';
import { unreadable } from '../unreadable.ts';
import { textIn } from '../utf8.ts';

const LF = 10;
/** A longer line is no row: most likely the file is one large JSON array. */
const MAX_LINE_BYTES = 2 ** 26;

export interface Line {
  readonly text: string;
  /** Counts from 1. */
  readonly number: number;
}

/** The lines of UTF-8 text without empty ones, as many at a time as a chunk completes. Throws TableUnreadable and NotUtf8. */
export async function* linesOf(file: string, chunks: Chunks): AsyncGenerator<readonly Line[]> {
  let open: Uint8Array[] = [];
  let bytes = 0;
  let number = 1;
  const take = (last: Uint8Array) => {
    const found = textIn(joined([...open, last]), 0, bytes + last.length, 0).split('\n');
    const lines = found.map((text, index) => ({ text: text.trim(), number: number + index }));
    number += found.length - 1;
    return lines.filter(({ text }) => text !== '');
  };
  for (let chunk = await chunks.next(); chunk !== undefined; chunk = await chunks.next()) {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end > 0) {
      yield take(chunk.subarray(0, end));
      [open, bytes] = [[], 0];
    }
    open.push(new Uint8Array(chunk.subarray(end)));
    bytes += chunk.length - end;
    if (bytes > MAX_LINE_BYTES) throw unreadable(file, 'json', 'This line does not end within 64 MiB.', number);
  }
  yield take(new Uint8Array(0));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
