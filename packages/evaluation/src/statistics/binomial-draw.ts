import type { Random } from './random.ts';
import { binomialProbability } from './stirling.ts';
import { totalOf } from './total.ts';

/** One draw of Binomial(n, p), by inversion outwards from the mode: exact, in about √n steps. */
export function drawBinomial(next: Random, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  let left = next() - binomialProbability(mode, n, p);
  let [up, down] = [mode, mode];
  let [above, below] = [mode, mode].map((k) => binomialProbability(k, n, p)) as [number, number];
  while (left > 0 && (up < n || down > 0)) {
    if (up < n) {
      above *= (odds * (n - up)) / (up + 1);
      up += 1;
      left -= above;
      if (left <= 0) return up;
    }
    if (down > 0) {
      below *= down / (odds * (n - down + 1));
      down -= 1;
      left -= below;
      if (left <= 0) return down;
    }
  }
  return mode;
}

/** As many rows as `counts` has in all, drawn anew with its shares. */
export function drawMultinomial(next: Random, counts: ArrayLike<number>): Float64Array {
  const drawn = new Float64Array(counts.length);
  let rows = totalOf(counts);
  let rest = rows;
  for (let cell = 0; cell < counts.length && rest > 0; cell += 1) {
    const count = counts[cell] ?? 0;
    const taken = drawBinomial(next, rows, count / rest);
    drawn[cell] = taken;
    rows -= taken;
    rest -= count;
  }
  return drawn;
}
