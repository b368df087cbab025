import { disagreement, type Evaluation, type Evidence } from '../../packages/evaluation/src/index.ts';
import { chiSquare } from '../../packages/evaluation/src/statistics/chi-square.ts';
import { benjaminiHochberg, holm } from '../../packages/evaluation/src/statistics/corrections.ts';
import { pairedDeLong } from '../../packages/evaluation/src/statistics/delong.ts';
import { jsDistance } from '../../packages/evaluation/src/statistics/jensen-shannon.ts';
import { ksTest } from '../../packages/evaluation/src/statistics/kolmogorov-smirnov.ts';
import { mcnemar } from '../../packages/evaluation/src/statistics/mcnemar.ts';
import { pairedT } from '../../packages/evaluation/src/statistics/paired-t.ts';
import { psi } from '../../packages/evaluation/src/statistics/psi.ts';
import { wasserstein } from '../../packages/evaluation/src/statistics/wasserstein.ts';
import type { ExpectedStatistics } from './expected.ts';
import type { Tally } from './tally.ts';

/** Every test and distance of the package, on the columns of the two models. */
export function checkStatistics({ overall }: Evaluation, expected: ExpectedStatistics, tally: Tally): void {
  const { candidate, champion } = overall;
  if (champion === undefined) throw new Error('A table was evaluated without a champion.');
  const [a, b] = [columnOf(candidate), columnOf(champion)];
  checkDrift(a, b, expected, tally);
  if (expected.pairedT !== undefined) {
    const found = pairedT(a.map((value, i) => value - (b[i] ?? 0)));
    tally.near('paired t: t', found?.t, expected.pairedT.t);
    tally.near('paired t: p', found?.p, expected.pairedT.p);
  }
  if (expected.mcnemar !== undefined) checkMcNemar({ candidate, champion }, expected.mcnemar, tally);
  if (expected.delong !== undefined) {
    const found = pairedDeLong(candidate.truth, a, b);
    tally.near('paired DeLong: delta', found?.delta, expected.delong.delta);
    tally.near('paired DeLong: se', found?.se, expected.delong.se);
    if (expected.delong.p !== undefined) tally.near('paired DeLong: p', found?.p, expected.delong.p);
  }
  holm(expected.family).forEach((p, i) => {
    tally.near('Holm', p, expected.holm[i] ?? Number.NaN);
  });
  benjaminiHochberg(expected.family).forEach((p, i) => {
    tally.near('Benjamini-Hochberg', p, expected.benjaminiHochberg[i] ?? Number.NaN);
  });
}

function checkDrift(a: Float64Array, b: Float64Array, expected: ExpectedStatistics, tally: Tally): void {
  const ks = ksTest(a.toSorted(), b.toSorted());
  tally.near('Kolmogorov-Smirnov: statistic', ks?.statistic, expected.ks.statistic);
  tally.near('Kolmogorov-Smirnov: p', ks?.p, expected.ks.p);
  tally.near('Wasserstein', wasserstein(a.toSorted(), b.toSorted()), expected.wasserstein);
  const [reference, current] = [histogram(b, expected.edges), histogram(a, expected.edges)];
  tally.near('PSI', psi(reference, current)?.value, expected.psi);
  tally.near('PSI: sampling floor', psi(reference, current)?.floor95, expected.floor95);
  tally.near('Jensen-Shannon', jsDistance(reference, current), expected.js);
  const chi2 = chiSquare([reference, current]);
  if (expected.chi2 === undefined) tally.same('χ²: no value', chi2, undefined);
  else {
    tally.near('χ²: statistic', chi2?.statistic, expected.chi2.statistic);
    tally.near('χ²: p', chi2?.p, expected.chi2.p);
  }
}

function checkMcNemar(
  pair: { readonly candidate: Evidence; readonly champion: Evidence },
  expected: NonNullable<ExpectedStatistics['mcnemar']>,
  tally: Tally,
): void {
  const found = mcnemar(disagreement(pair));
  tally.near('McNemar: exact', found.exact, expected.exact);
  tally.near('McNemar: mid-p', found.midP, expected.midP);
  if (expected.chi2 !== undefined) tally.near('McNemar: χ²', found.chi2, expected.chi2);
  if (expected.chi2P !== undefined) tally.near('McNemar: p of χ²', found.chi2P, expected.chi2P);
}

/** One value per row: scores where there are some, else the predictions; classes by the number that names them. */
function columnOf(evidence: Evidence): Float64Array {
  const { count } = evidence;
  const values = Array.from(entriesOf(evidence));
  return Float64Array.from(values.flatMap((value, i) => Array<number>(count?.[i] ?? 1).fill(value)));
}

function entriesOf(evidence: Evidence): ArrayLike<number> {
  if ('score' in evidence && evidence.score !== undefined) return evidence.score;
  if (evidence.task !== 'multiclass') return evidence.predicted;
  return Float64Array.from(evidence.predicted, (index) => Number(evidence.classes[index]));
}

/** Counts between rising edges; a value on an edge is above it. */
function histogram(values: Float64Array, edges: readonly number[]): readonly number[] {
  const counts = Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    const bin = edges.filter((edge) => value >= edge).length;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
