/**
 * The one table of equal labels, for held-out labels and predictions alike: surrounding white space and the case of
 * true/false do not count, numbers count by value (1 = 1.0 = 1e0). Integers that a double cannot hold stay text.
 */
export function canonicalLabel(text: string): string {
  const trimmed = text.trim();
  if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase();
  const number = numberIn(trimmed);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? String(number) : trimmed;
}

/** The decimal number a text holds, or NaN; hexadecimal, empty text and `Infinity` are no numbers here. */
export const numberIn = (text: string): number =>
  /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;

/** Nothing was written, or what pandas and numpy write for nothing. */
export const isMissing = (text: string): boolean => /^(nan)?$/i.test(text.trim());
