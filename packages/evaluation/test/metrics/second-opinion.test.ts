import { describe, expect, it } from '@jest/globals';
import type { BinaryEvidence } from '../../src/evidence/types.ts';
import { compare } from '../../src/metrics/compare.ts';
import { type Estimate, isDefined, standardError } from '../../src/metrics/estimate.ts';
import type { MetricName } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { bootstrapCells, clusterBootstrap } from '../../src/statistics/bootstrap.ts';
import { pairedDeLong } from '../../src/statistics/delong.ts';
import { jackknife } from '../../src/statistics/jackknife.ts';
import { random } from '../../src/statistics/random.ts';

const ROWS = 3_000;
const GROUPS = 150;

/** Labels and two models' scores; rows of one group share a part of their luck. */
const table = drawTable();

function drawTable() {
  const next = random(23);
  const luck = Float64Array.from({ length: GROUPS }, () => next() - 0.5);
  const group = Uint32Array.from({ length: ROWS }, (_, i) => i % GROUPS);
  const truth = Uint8Array.from({ length: ROWS }, () => Number(next() < 0.3));
  const scores = () =>
    Float64Array.from({ length: ROWS }, (_, i) =>
      Math.min(1, Math.max(0, 0.35 * (truth[i] ?? 0) + 0.5 * next() + 0.3 * (luck[group[i] ?? 0] ?? 0) + 0.1)),
    );
  const champion = scores();
  const other = scores();
  return { truth, group, champion, candidate: champion.map((score, i) => 0.6 * score + 0.4 * (other[i] ?? 0)) };
}

const evidence = (of: 'candidate' | 'champion', grouped = false): BinaryEvidence => ({
  task: 'binary',
  classes: ['0', '1'],
  truth: table.truth,
  predicted: Uint8Array.from(table[of], (score) => Number(score >= 0.5)),
  score: table[of],
  ...(grouped ? { group: table.group } : {}),
});

function estimate(metric: MetricName, of: BinaryEvidence): Estimate {
  const measured = measure(metric, of);
  if (!isDefined(measured)) throw new Error(measured.undefined);
  return measured;
}

function errorOfDifference(metric: MetricName, grouped = false): number {
  const [a, b] = [estimate(metric, evidence('candidate', grouped)), estimate(metric, evidence('champion', grouped))];
  return standardError(
    a.influence.map((one, i) => one - (b.influence[i] ?? 0)),
    a.entries,
  );
}

/** Rows by label, answer of the candidate, and answer of the champion. */
function eightCells(): Float64Array {
  const [a, b] = [evidence('candidate').predicted, evidence('champion').predicted];
  const cells = new Float64Array(8);
  for (let i = 0; i < ROWS; i += 1) {
    const cell = 4 * (table.truth[i] ?? 0) + 2 * (a[i] ?? 0) + (b[i] ?? 0);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  return cells;
}

type Confusion = readonly [tn: number, fp: number, fn: number, tp: number];

const FORMULAS: readonly (readonly [MetricName, (of: Confusion) => number])[] = [
  ['f1', ([, fp, fn, tp]) => (2 * tp) / (2 * tp + fp + fn)],
  ['precision', ([, fp, , tp]) => tp / (tp + fp)],
  ['balanced-accuracy', ([tn, fp, fn, tp]) => (tp / (tp + fn) + tn / (tn + fp)) / 2],
  ['mcc', ([tn, fp, fn, tp]) => (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))],
];

function difference(of: (confusion: Confusion) => number, cells: Float64Array): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = cells;
  return of([a + b, c + d, e + f, g + h]) - of([a + c, b + d, e + g, f + h]);
}

describe('the error of a difference agrees', () => {
  it.each(FORMULAS)('with a bootstrap over cells for %s', (metric, formula) => {
    const { se = 0 } = bootstrapCells(eightCells(), (cells) => difference(formula, cells), {
      replicates: 4_000,
      seed: 1,
    });

    expect(errorOfDifference(metric) / se).toBeGreaterThan(0.95);
    expect(errorOfDifference(metric) / se).toBeLessThan(1.05);
  });

  it('with paired DeLong for ROC AUC, to the last digits', () => {
    const pair = { candidate: evidence('candidate'), champion: evidence('champion') };
    const found = compare('roc-auc', estimate('roc-auc', pair.candidate), estimate('roc-auc', pair.champion), pair);
    const direct = pairedDeLong(table.truth, table.candidate, table.champion);

    expect(errorOfDifference('roc-auc')).toBeCloseTo(direct?.se ?? Number.NaN, 12);
    expect(found.delta).toBeCloseTo(direct?.delta ?? Number.NaN, 12);
    expect(2 * Math.min(found.pBelow(0), found.pAbove(0))).toBeCloseTo(direct?.p ?? Number.NaN, 10);
  });

  it('with leaving out and with drawing whole groups, for rows that are not independent', () => {
    const right = (of: 'candidate' | 'champion') =>
      evidence(of).predicted.map((answer, i) => Number(answer === table.truth[i]));
    const [a, b] = [right('candidate'), right('champion')];
    const sums = Array.from({ length: GROUPS }, () => new Float64Array(2));
    table.group.forEach((group, i) => {
      const [gained = 0, rows = 0] = sums[group] ?? [];
      sums[group] = Float64Array.of(gained + (a[i] ?? 0) - (b[i] ?? 0), rows + 1);
    });
    const share = ([gained = 0, rows = 0]: Float64Array) => gained / rows;
    const error = errorOfDifference('accuracy', true);
    const drawn = clusterBootstrap(sums, share, { replicates: 4_000, seed: 1 });

    expect(error / (jackknife(sums, share)?.se ?? 0)).toBeCloseTo(1, 6);
    expect(error / (drawn.se ?? 0)).toBeGreaterThan(0.95);
    expect(error / (drawn.se ?? 0)).toBeLessThan(1.05);
  });
});
