import { beforeAll, describe, expect, it } from '@jest/globals';
import { bytesSource, type Evaluation, type Evidence, evaluate, isDefined, measure } from '@mlops-actions/evaluation';
import fc from 'fast-check';
import { judge } from '../../../src/domain/verdict.ts';
import { answers, gatesOf, request } from './situations.ts';

const ROWS = 12_000;

/** Scores of 0.5 and a little, which share a bin and are in the right order within it: three of ten rows. */
const crowded = (label: number, row: number) => 0.5 + label * 5e-5 + row * 1e-9;
/** The other rows are ranked rightly but for one of twenty. */
const clear = (label: number, row: number) =>
  (row % 40 === 4 + label ? 0.9 - 0.8 * label : 0.1 + 0.8 * label) + row * 1e-6;

/** Two models that rank alike but for what their bins hide. */
async function evaluated(exactRows: number, digits = 12): Promise<Evaluation> {
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const label = row % 2;
    const score = row % 10 < 3 ? crowded(label, row) : clear(label, row);
    const scores = [score, score + 1e-7 * (row % 7 < 3 ? 1 : 0)].map((one) => one.toFixed(digits));
    return `${row},${label},${row % 4 < 2 ? 'north' : 'south'},${label},${scores.join()}`;
  });
  const table = bytesSource('rows.csv', ['id,y,region,prediction,score,champion-score', ...rows].join('\n'));
  const theirs = { files: [table], source: 'champion', prediction: 'prediction', score: 'champion-score' };
  const { evaluation, problems } = await evaluate({
    task: 'binary',
    labels: { files: [table], id: 'id', label: 'y' },
    candidate: { files: [table], source: 'candidate' },
    champion: theirs,
    slices: [{ name: 'region', by: ['region'], minRows: 30, required: false }],
    exactRows,
  });
  if (evaluation === undefined) throw new Error(problems.map(({ message }) => message).join());
  return evaluation;
}

function aucOf(evidence: Evidence | undefined): number {
  const measured = evidence === undefined ? undefined : measure('roc-auc', evidence);
  return measured !== undefined && isDefined(measured) ? measured.value : Number.NaN;
}

describe('a gate on ranks of binned scores', () => {
  let binned: Evaluation;
  let exact: Evaluation;

  beforeAll(async () => {
    binned = await evaluated(1_000);
    exact = await evaluated(ROWS);
  });

  const found = async (gate: string, evaluation: Evaluation) => {
    const gates = await gatesOf(`gates: [{ ${gate} }]`);
    return judge(request(gates), evaluation).gates[0];
  };

  it.each([
    ['metric: roc-auc, min: 0.93', 'pass', 'inconclusive'],
    ['metric: roc-auc, max: 0.93', 'fail', 'inconclusive'],
    ['metric: roc-auc, between: [0.5, 0.93]', 'fail', 'inconclusive'],
    ['metric: average-precision, min: 0.92', 'pass', 'inconclusive'],
    ['metric: roc-auc, vs: champion', 'pass', 'inconclusive'],
    ['metric: roc-auc, vs: champion, rule: non-inferior, margin: 0.03', 'pass', 'inconclusive'],
    ['metric: roc-auc, vs: champion, max-drop: 0.02', 'pass', 'inconclusive'],
    ['metric: roc-auc, vs: champion, max-drop-percent: 2', 'pass', 'inconclusive'],
  ])('%s: %s exactly, and %s where the bins may hide the other answer', async (gate, exactly, inBins) => {
    expect((await found(gate, exact))?.outcome).toBe(exactly);
    expect(await found(gate, binned)).toMatchObject({ outcome: inBins, code: 'BINNED_SCORES' });
  });

  it.each([
    ['metric: roc-auc, min: 0.8', 'pass'],
    ['metric: roc-auc, max: 0.8', 'fail'],
    ['metric: roc-auc, between: [0.8, 0.99]', 'pass'],
    ['metric: roc-auc, min: 0.99', 'fail'],
    ['metric: roc-auc, vs: champion, margin: 0.2', 'pass'],
    ['metric: roc-auc, vs: champion, rule: non-inferior, margin: 0.2', 'pass'],
    ['metric: roc-auc, vs: champion, max-drop: 0.2', 'pass'],
    ['metric: accuracy, min: 0.9', 'pass'],
    ['metric: log-loss, vs: champion, margin: 0.1', 'pass'],
  ])('%s is answered when every order within the bins gives the same answer', async (gate, outcome) => {
    expect(await found(gate, binned)).toMatchObject({ outcome, code: null });
  });

  it.each([
    ['slices: [region], min: 0.86', 'pass'],
    ['slices: [region], vs: champion', 'pass'],
    ['slices: [region], max-gap: 0.15', 'pass'],
  ])('on slices: %s', async (rest, exactly) => {
    expect((await found(`metric: roc-auc, ${rest}`, exact))?.outcome).toBe(exactly);
    expect(await found(`metric: roc-auc, ${rest}`, binned)).toMatchObject({
      outcome: 'inconclusive',
      code: 'BINNED_SCORES',
    });
  });

  it('on slices of which only one is large enough to be binned: another may be better than the best', async () => {
    const rows = (name: string, wrong: number) => {
      const evidence = { candidate: answers(2_000, wrong) };
      return { rule: 'region', name: `region = ${name}`, rows: 2_000, evidence };
    };
    const slices = [rows('north', 300), ...binned.slices.slice(0, 1), rows('south', 1_200)];
    const values = slices.map(({ evidence }) => aucOf(evidence?.candidate));
    const gap = Math.max(...values) - Math.min(...values);

    expect(values[0]).toBeGreaterThan(values[1] ?? 1);
    expect(
      await found(`metric: roc-auc, slices: [region], max-gap: ${gap + 0.001}`, { ...binned, slices }),
    ).toMatchObject({ outcome: 'inconclusive', code: 'BINNED_SCORES' });
  });

  it('is answered as exactly as ever when scores are so few that each has a bin', async () => {
    const [rounded, kept] = [await evaluated(1_000, 2), await evaluated(ROWS, 2)];
    const gate = 'metric: roc-auc, vs: champion, rule: non-inferior, margin: 0.01';

    expect(rounded.method).toBe('histogram');
    expect([(await found(gate, rounded))?.outcome, (await found(gate, kept))?.outcome]).toEqual(['pass', 'pass']);
    expect((await found('metric: average-precision, min: 0.5', rounded))?.code).toBeNull();
  });

  it('says how far the bins may be off, and what would decide', async () => {
    expect((await found('metric: roc-auc, min: 0.93', binned))?.sentence).toMatch(
      /^Metric "roc-auc" is 0\.\d+ \[.*\] on 12,000 rows; scores were binned, which may be off by 0\.0\d+, so gate "roc-auc-min" cannot decide \(raise validate\.exact-rows to keep every score\) \(mlops\.yml:\d+\)\.$/,
    );
    expect((await found('metric: roc-auc, vs: champion', binned))?.sentence).toContain(
      'so gate "roc-auc-champion" cannot decide',
    );
  });
});

/** Rows of id, label, prediction of both models, and the score of each. */
function evaluatedScores(lines: readonly string[], exactRows: number): ReturnType<typeof evaluate> {
  const files = [bytesSource('rows.csv', ['id,y,prediction,score,champion-score', ...lines].join('\n'))];
  return evaluate({
    task: 'binary',
    labels: { files, id: 'id', label: 'y' },
    candidate: { files, source: 'candidate' },
    champion: { files, source: 'champion', prediction: 'prediction', score: 'champion-score' },
    slices: [],
    exactRows,
  });
}

describe('a comparison of binned scores that differ where the spread of both models together does not show it', () => {
  /** Two scores for all rows; the candidate has a third for a few of the positives. */
  async function compared(few: number, score: number, exactRows: number, gate: string) {
    const lines = Array.from({ length: 8_000 }, (_, row) => {
      const champion = row % 4 < 2 ? 0.3 : 0.703;
      const own = row % 4 === 3 && row < 4 * few ? score : champion;
      return [row, row % 2, row % 2, own, champion].join();
    });
    const { evaluation, problems } = await evaluatedScores(lines, exactRows);
    if (evaluation === undefined) throw new Error(problems.map(({ message }) => message).join());
    return judge(request(await gatesOf(`gates: [{ ${gate} }]`)), evaluation).gates[0];
  }

  it.each([
    ['roc-auc', 0.705, 'rule: better', 'inconclusive'],
    ['average-precision', 0.705, 'rule: better', 'inconclusive'],
    ['roc-auc', 0.701, 'rule: not-worse', 'pass'],
    ['average-precision', 0.701, 'rule: not-worse', 'pass'],
    ['ece', 0.701, 'rule: better', 'inconclusive'],
    ['ece', 0.705, 'rule: not-worse', 'pass'],
  ])(
    '{ metric: %s, … } with a few scores of %d and %s: what is %s exactly is neither shown nor refused',
    async (metric, score, rule, exactly) => {
      const gate = `metric: ${metric}, vs: champion, ${rule}`;

      expect((await compared(2, score, 10_000, gate))?.outcome).toBe(exactly);
      expect((await compared(2, score, 1_000, gate))?.outcome).toBe('inconclusive');
    },
  );

  it('is a drop as large as it was measured, where only points are asked', async () => {
    const gate = 'metric: ece, vs: champion, max-drop: 0';

    expect([
      (await compared(2, 0.705, 10_000, gate))?.outcome,
      (await compared(2, 0.705, 1_000, gate))?.outcome,
    ]).toEqual(['fail', 'fail']);
  });
});

/** A row: its label, and where in which bin either model scores it. */
interface Cell {
  readonly label: number;
  readonly bin: number;
  readonly place: number;
  readonly rival: number;
  readonly other: number;
}

describe('whatever the scores within the bins', () => {
  const cell: fc.Arbitrary<Cell> = fc.record({
    label: fc.constantFrom(0, 1),
    bin: fc.integer({ min: 0, max: 6 }),
    place: fc.integer({ min: 0, max: 9 }),
    rival: fc.integer({ min: 0, max: 6 }),
    other: fc.integer({ min: 0, max: 9 }),
  });
  const tables = fc.array(cell, { minLength: 40, maxLength: 60 });

  async function judgedIn(rows: readonly Cell[], exactRows: number, gate: string) {
    const lines = rows.map(({ label, bin, place, rival, other }, row) =>
      [row, label, label, 0.1 * bin + 1e-5 * place, 0.1 * rival + 1e-5 * other].join(),
    );
    const { evaluation } = await evaluatedScores(lines, exactRows);
    const gates = await gatesOf(`gates: [{ ${gate} }]`);
    return evaluation === undefined ? undefined : judge(request(gates), evaluation).gates[0];
  }

  it.each([
    'metric: roc-auc, min',
    'metric: average-precision, max',
    'metric: roc-auc, vs: champion, max-drop',
    'metric: average-precision, vs: champion, max-drop',
  ])('{ %s: … } answers as it would with every score, or not at all', async (gate) => {
    const seen = new Set<string | undefined>();
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 99 }), async (rows, limit) => {
        const rule = `${gate}: ${(gate.endsWith('drop') ? 0.5 : 1) * (limit / 100)}`;
        const [inBins, exact] = [await judgedIn(rows, 10, rule), await judgedIn(rows, 1_000, rule)];
        seen.add(inBins?.outcome);

        if (inBins?.outcome !== 'inconclusive') expect(inBins?.outcome).toBe(exact?.outcome);
      }),
      { numRuns: 60, seed: 20_261_121 },
    );

    expect(seen).toContain('inconclusive');
    expect(seen.size).toBeGreaterThan(1);
  });
});
