/** What a comparison would notice in 8 of 10 tries: a drop has to exceed both. In units of the metric. */
export interface Detectable {
  /** From the standard error; shrinks with the root of the rows. */
  readonly bySpread: number;
  /** From the fewest rows that the test can act on; shrinks with the rows. 0 for metrics of scores and errors. */
  readonly byCount: number;
}

/** The smallest true drop that is noticed. */
export const smallestDrop = ({ bySpread, byCount }: Detectable): number => Math.max(bySpread, byCount);

/** Rows with which a drop of `margin` (above 0) would be noticed, spread and shares being as they are on `rows` rows. */
export const rowsFor = (margin: number, { bySpread, byCount }: Detectable, rows: number): number =>
  Math.ceil(rows * Math.max((bySpread / margin) ** 2, byCount / margin));
