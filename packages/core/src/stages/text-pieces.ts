import { type ByteSource, TableUnreadable } from '@mlops-actions/evaluation';

const [LINE_FEED, QUOTE] = [10, 34];

/** Some rows of a CSV file, the last of them whole. */
export interface TextPiece {
  readonly text: string;
  /** Where it begins, counting from 1. */
  readonly line: number;
}

/**
 * A CSV file in pieces, each but the last a number of whole rows. A character that is none would be replaced and judged as if the
 * user had written it: throws {@link TableUnreadable} with the line of the first.
 */
export async function* textPieces(source: ByteSource): AsyncGenerator<TextPiece> {
  let [rest, isOpen, line]: [Uint8Array[], boolean, number] = [[], false, 1];
  for await (const chunk of source.stream()) {
    const found = rowsEnd(chunk, isOpen);
    isOpen = found.isOpen;
    if (found.end > 0) {
      const bytes = Buffer.concat([...rest, chunk.subarray(0, found.end)]);
      yield { text: decoded(source.name, bytes, line), line };
      line += lineFeeds(bytes);
      rest = [];
    }
    // A stream may use its chunk again.
    if (found.end < chunk.length) rest.push(chunk.slice(found.end));
  }
  if (rest.length > 0) yield { text: decoded(source.name, Buffer.concat(rest), line), line };
}

/** Behind the last line feed that ends a row, and whether the chunk ends between quotes; a quote inside a cell is doubled. */
function rowsEnd(chunk: Uint8Array, wasOpen: boolean): { readonly end: number; readonly isOpen: boolean } {
  let isOpen = wasOpen;
  for (let at = chunk.indexOf(QUOTE); at >= 0; at = chunk.indexOf(QUOTE, at + 1)) isOpen = !isOpen;
  let isInside = isOpen;
  for (let at = chunk.length - 1; at >= 0; at -= 1) {
    if (chunk[at] === QUOTE) isInside = !isInside;
    else if (chunk[at] === LINE_FEED && !isInside) return { end: at + 1, isOpen };
  }
  return { end: 0, isOpen };
}

function lineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}

function decoded(file: string, bytes: Uint8Array, first: number): string {
  const text = textOf(bytes);
  if (text !== undefined) return text;
  let line = first;
  for (let start = 0; textOf(bytes.subarray(start, lineEnd(bytes, start))) !== undefined; line += 1)
    start = lineEnd(bytes, start);
  const message = 'This line is not UTF-8; save the file in that encoding.';
  throw new TableUnreadable([{ file, path: 'csv', line, message }]);
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const found = bytes.indexOf(LINE_FEED, start);
  return found < 0 ? bytes.length : found + 1;
}

/** Undefined for bytes that are no UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
