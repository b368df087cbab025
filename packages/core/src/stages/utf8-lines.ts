import { type ByteSource, TableUnreadable } from '@mlops-actions/evaluation';

const LINE_FEED = 10;

/**
 * The bytes of a text file, each chunk but the last a number of whole lines. A character that is none would be replaced and judged
 * as if the user had written it: throws {@link TableUnreadable} with the line of the first.
 */
export async function* linesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  let line = 1;
  for await (const chunk of source.stream()) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const lines = Buffer.concat([...rest, chunk.subarray(0, end)]);
      line += checkedLines(source.name, lines, line);
      yield lines;
      rest = [];
    }
    // A stream may use its chunk again.
    if (end < chunk.length) rest.push(chunk.slice(end));
  }
  const last = Buffer.concat(rest);
  checkedLines(source.name, last, line);
  if (last.length > 0) yield last;
}

/** How many lines end in the bytes. */
function checkedLines(file: string, bytes: Uint8Array, first: number): number {
  const isFine = isText(bytes);
  let line = first;
  for (let start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found + 1;
    if (!isFine && !isText(bytes.subarray(start, end)))
      throw new TableUnreadable([
        { file, path: 'csv', line, message: 'This line is not UTF-8; save the file in that encoding.' },
      ]);
    start = end;
  }
  return line - first;
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
