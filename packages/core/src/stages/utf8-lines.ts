import { type ByteSource, TableUnreadable } from '@mlops-actions/evaluation';

const LINE_FEED = 10;

/**
 * The bytes of a text file, each chunk but the last a number of whole lines. A character that is none would be replaced and judged
 * as if the user had written it: throws {@link TableUnreadable} with the line of the first.
 */
export async function* linesOf({ name, stream }: Pick<ByteSource, 'name' | 'stream'>): AsyncGenerator<Uint8Array> {
  let [rest, line] = [new Uint8Array(), 1];
  for await (const chunk of stream()) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    rest = bytes.slice(end);
    if (end === 0) continue;
    const whole = bytes.subarray(0, end);
    line += checkedLines(name, whole, line);
    yield whole;
  }
  checkedLines(name, rest, line);
  if (rest.length > 0) yield rest;
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
