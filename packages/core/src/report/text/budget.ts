/** Some Markdown that is shown whole or not at all. */
export interface Section {
  /** What is said to be missing when it does not fit. */
  readonly name: string;
  readonly text: string;
}

const SEPARATOR = '\n\n';

/** UTF-8 bytes, which are never fewer than UTF-16 units: what fits in bytes fits in both. */
export const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * `top`, then every section that still fits, then `end`, together at most `budget` bytes. What does not fit is named before
 * `end`, so that nothing is missing silently. Sections are whole, so no fence, table or fold is ever cut open.
 */
export function fit(top: string, sections: readonly Section[], end: string, budget: number): string {
  const present = sections.filter(({ text }) => text !== '');
  const all = present.map(({ name }) => name);
  let room = budget - sizeOf([top, leftOut(all), end].join(SEPARATOR)) - SEPARATOR.length;
  const shown: string[] = [];
  const missing: string[] = [];
  for (const { name, text } of present) {
    const size = sizeOf(text) + SEPARATOR.length;
    if (size <= room) {
      shown.push(text);
      room -= size;
    } else missing.push(name);
  }
  return [top, ...shown, leftOut(missing), end].filter((part) => part !== '').join(SEPARATOR);
}

const leftOut = (names: readonly string[]): string =>
  names.length === 0 ? '' : `_Left out here, because it would not fit: ${names.join(', ')}. The full report has it._`;

/** Lines up to a number and a size, then how many more there are. `lines` are Markdown. */
export function atMost(lines: readonly string[], most: number, budget: number, more: (left: number) => string): string {
  const shown: string[] = [];
  let size = 0;
  for (const line of lines.slice(0, most)) {
    size += sizeOf(line) + 1;
    if (size > budget) break;
    shown.push(line);
  }
  const left = lines.length - shown.length;
  return (left === 0 ? shown : [...shown, more(left)]).join('\n');
}
