/** The scores of some bins, as far as it takes to know which of these hold no two different ones. */
export interface BinScores {
  /** {@link NONE}, {@link ONE} or {@link SEVERAL}, by bin. */
  readonly distinct: Uint8Array;
  /** The first score of each bin. */
  readonly first: Float64Array;
}

const NONE = 0;
const ONE = 1;
/** More than one, so that their order is lost. */
export const SEVERAL = 2;

export const newBinScores = (bins: number): BinScores => ({
  distinct: new Uint8Array(bins),
  first: new Float64Array(bins),
});

/** Notes a score of a bin. */
export function noteScore({ distinct, first }: BinScores, bin: number, score: number): void {
  if (distinct[bin] === NONE) {
    first[bin] = score;
    distinct[bin] = ONE;
  } else if (first[bin] !== score) distinct[bin] = SEVERAL;
}

/** Adds what is known of the same bins of other rows. */
export function mergeBinScores(into: BinScores, from: BinScores): void {
  for (let bin = 0; bin < from.distinct.length; bin += 1) {
    if (from.distinct[bin] === NONE) continue;
    noteScore(into, bin, from.first[bin] ?? 0);
    if (from.distinct[bin] === SEVERAL) into.distinct[bin] = SEVERAL;
  }
}

/** Which bins hold scores whose order is lost, as 1, from one bin to another. */
export const mixedBins = ({ distinct }: BinScores, from: number, to: number): Uint8Array =>
  distinct.slice(from, to).map((state) => Number(state === SEVERAL));
