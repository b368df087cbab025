/** What a report may hold at most; whoever reads a stranger's report holds no more than this in memory. */
export const MOST_REPORT_BYTES = 2_000_000;
const MOST_ITEMS = 10_000;
const LONGEST_TEXT = 4_096;
const DEEPEST = 16;

/** The first thing of a document that is larger than a report may be, as half a sentence; undefined when nothing is. */
export function excessOf(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string')
    return value.length > LONGEST_TEXT ? `a text is longer than ${LONGEST_TEXT} characters` : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === DEEPEST) return `it is nested deeper than ${DEEPEST} levels`;
  const entries = Object.entries(value);
  if (entries.length > MOST_ITEMS) return `a list has more than ${MOST_ITEMS} items`;
  for (const [key, item] of entries) {
    const excess = excessOf(key, depth) ?? excessOf(item, depth + 1);
    if (excess !== undefined) return excess;
  }
  return undefined;
}

/** The same document with texts and lists cut to what a report may hold. */
export function withinCaps<T>(value: T): T;
export function withinCaps(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT - 2)} …` : value;
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => withinCaps(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withinCaps(item)]));
}
