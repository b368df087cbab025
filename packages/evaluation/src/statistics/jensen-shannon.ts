import { totalOf } from './total.ts';

/**
 * Jensen-Shannon distance of two histograms over the same bins, as counts: the root of the divergence to base 2, so 0 for equal
 * shares and 1 for no bin in common. Undefined when either side has no rows. J. Lin, IEEE Transactions on Information Theory 37 (1991).
 */
export function jsDistance(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  const [n, m] = [totalOf(a), totalOf(b)];
  if (n === 0 || m === 0) return undefined;
  let divergence = 0;
  for (let bin = 0; bin < Math.max(a.length, b.length); bin += 1) {
    const [p, q] = [(a[bin] ?? 0) / n, (b[bin] ?? 0) / m];
    divergence += (information(p, q) + information(q, p)) / 2;
  }
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

const information = (share: number, other: number): number =>
  share === 0 ? 0 : share * Math.log2((2 * share) / (share + other));
