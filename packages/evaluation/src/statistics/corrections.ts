/**
 * Adjusted p-values, in the order given: of a family of tests, those below α leave at most α as the chance of any false alarm.
 * S. Holm, Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const n = pValues.length;
  let highest = 0;
  return inOrder(pValues, rising(pValues), (p, rank) => {
    highest = Math.max(highest, Math.min(1, p * (n - rank)));
    return highest;
  });
}

/**
 * Adjusted p-values, in the order given: of those below α, at most a share α is false on average.
 * Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995).
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const n = pValues.length;
  let lowest = 1;
  return inOrder(pValues, rising(pValues).reverse(), (p, rank) => {
    lowest = Math.min(lowest, (p * n) / (n - rank));
    return lowest;
  });
}

const rising = (values: readonly number[]): number[] =>
  Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));

function inOrder(
  pValues: readonly number[],
  order: readonly number[],
  adjust: (p: number, rank: number) => number,
): readonly number[] {
  const adjusted = new Array<number>(pValues.length).fill(0);
  order.forEach((index, rank) => {
    adjusted[index] = adjust(pValues[index] ?? 0, rank);
  });
  return adjusted;
}
