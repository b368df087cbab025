import { describe, expect, it } from '@jest/globals';
import type { BinaryEvidence } from '@mlops-actions/evaluation';
import type { GateCode, GateOutcome } from '../../../src/domain/gates/gate.ts';
import { answers, gatesOf, judged, pair, region, type Situation } from './situations.ts';

/** Both models on 400 rows; the numbers are wrong answers, the same rows first. */
const equal = { overall: pair(400, 20, 20) };
const better = { overall: pair(400, 4, 40) };
const worse = { overall: pair(400, 40, 4) };
const slightlyWorse = { overall: pair(400, 25, 20) };
const noisilyWorse = { overall: pair(400, 22, 20) };
const fewRows = { overall: pair(20, 1, 1) };
const first: Situation = { overall: { candidate: answers(400, 20) }, first: true };
const unscoredChampion: Situation = { overall: { candidate: answers(400, 20) } };
const identical: Situation = {
  overall: { candidate: answers(400, 20) },
  request: { champion: { digest: 'c'.repeat(64), version: 3, source: 'endpoint' } },
};
const withoutScore = ({ score: _score, ...evidence }: BinaryEvidence): BinaryEvidence => evidence;
const unscored = { overall: { candidate: withoutScore(answers(400, 20)), champion: answers(400, 20) } };
const championUnscored = { overall: { candidate: answers(400, 20), champion: withoutScore(answers(400, 20)) } };
const oneClass = { overall: { candidate: { ...answers(400, 0), truth: new Uint8Array(400) } } };
const ofNoWeight = (evidence: BinaryEvidence): BinaryEvidence => ({
  ...evidence,
  weight: Float64Array.from(evidence.truth, (label) => 1 - label),
});
const notANumber = { overall: { candidate: { ...answers(400, 0), score: new Float64Array(400).fill(Number.NaN) } } };
const nothingRight = { overall: pair(400, 400, 400) };
const stored = (value: number, rows = 400): Situation => ({
  overall: { candidate: answers(400, 20) },
  request: {
    champion: { digest: 'a'.repeat(64), source: 'metrics' },
    storedMetrics: { rows, values: { accuracy: value } },
  },
});
const files = (file: Readonly<Record<string, number>> | 'missing' | 'unreadable'): Situation => ({
  overall: { candidate: answers(400, 20) },
  first: true,
  request: { files: { 'metrics.json': file } },
});

type Row = readonly [gate: string, situation: Situation, outcome: GateOutcome, code: GateCode | null];

const WHOLE: Readonly<Record<string, Row>> = {
  'a floor holds at its very value': ['metric: accuracy, min: 0.95', equal, 'pass', null],
  'a floor fails below it': ['metric: accuracy, min: 0.951', equal, 'fail', null],
  'a ceiling holds': ['metric: log-loss, max: 0.9', equal, 'pass', null],
  'a ceiling fails above it': ['metric: log-loss, max: 0.1', equal, 'fail', null],
  'between holds inside': ['metric: accuracy, between: [0.9, 0.96]', equal, 'pass', null],
  'between fails above its upper end': ['metric: accuracy, between: [0.9, 0.94]', equal, 'fail', null],
  'between fails below its lower end': ['metric: accuracy, between: [0.96, 1]', equal, 'fail', null],
  'a floor without scores fails closed': ['metric: roc-auc, min: 0.5', unscored, 'fail', 'METRIC_UNDEFINED'],
  'a floor on one class fails closed': ['metric: roc-auc, min: 0.01', oneClass, 'fail', 'METRIC_UNDEFINED'],
  'a floor that one class would hold fails closed': [
    'metric: accuracy, min: 0.4',
    oneClass,
    'fail',
    'METRIC_UNDEFINED',
  ],
  'a class whose rows weigh nothing is as good as absent': [
    'metric: accuracy, min: 0.4',
    { overall: { candidate: ofNoWeight(answers(400, 0)) } },
    'fail',
    'METRIC_UNDEFINED',
  ],
  'a ceiling on NaN fails closed': ['metric: log-loss, max: 100', notANumber, 'fail', 'METRIC_UNDEFINED'],
  'a floor is asked of a first model': ['metric: accuracy, min: 0.99', first, 'fail', null],
  'a floor is asked of the champion itself': ['metric: accuracy, min: 0.99', identical, 'fail', null],

  'not-worse passes an equal model': ['metric: accuracy, vs: champion', equal, 'pass', null],
  'not-worse passes a better model': ['metric: accuracy, vs: champion', better, 'pass', null],
  'not-worse refuses a worse model': ['metric: accuracy, vs: champion', worse, 'fail', null],
  'not-worse passes what chance explains': ['metric: accuracy, vs: champion', noisilyWorse, 'pass', null],
  'not-worse refuses a small drop that is sure': ['metric: accuracy, vs: champion', slightlyWorse, 'fail', null],
  'not-worse passes a sure drop within its margin': [
    'metric: accuracy, vs: champion, margin: 0.02',
    slightlyWorse,
    'pass',
    null,
  ],
  'not-worse cannot decide on few rows': ['metric: accuracy, vs: champion', fewRows, 'inconclusive', 'TOO_FEW_ROWS'],
  'not-worse only warns about few rows when asked': [
    'metric: accuracy, vs: champion, inconclusive: warn',
    fewRows,
    'warn',
    'TOO_FEW_ROWS',
  ],
  'not-worse is skipped for a first model': ['metric: accuracy, vs: champion', first, 'skipped', 'FIRST_MODEL'],
  'not-worse fails a first model when asked': [
    'metric: accuracy, vs: champion',
    { ...first, request: { firstModel: 'fail' } },
    'fail',
    'NO_CHAMPION',
  ],
  'not-worse compares nothing with itself': ['metric: accuracy, vs: champion', identical, 'skipped', 'IDENTICAL_MODEL'],
  'not-worse fails when nobody scored the champion': [
    'metric: accuracy, vs: champion',
    unscoredChampion,
    'fail',
    'CHAMPION_EVIDENCE_MISSING',
  ],
  'not-worse fails closed without scores': ['metric: roc-auc, vs: champion', unscored, 'fail', 'METRIC_UNDEFINED'],
  'not-worse cannot decide against a champion without a value': [
    'metric: roc-auc, vs: champion',
    championUnscored,
    'inconclusive',
    'CHAMPION_METRIC_UNDEFINED',
  ],
  'not-worse refuses what lies far below a stored figure': [
    'metric: accuracy, vs: champion',
    stored(0.99),
    'fail',
    null,
  ],
  'not-worse passes what is near a stored figure': ['metric: accuracy, vs: champion', stored(0.955), 'pass', null],
  'not-worse cannot decide against a figure of no rows': [
    'metric: accuracy, vs: champion',
    stored(0.99, 0),
    'inconclusive',
    'NO_SPREAD',
  ],
  'not-worse fails without the stored figure': [
    'metric: f1, vs: champion',
    stored(0.95),
    'fail',
    'CHAMPION_METRIC_MISSING',
  ],

  'non-inferior passes an equal model with enough rows': [
    'metric: accuracy, vs: champion, rule: non-inferior, margin: 0.02',
    equal,
    'pass',
    null,
  ],
  'non-inferior does not pass what is not ruled out': [
    'metric: accuracy, vs: champion, rule: non-inferior, margin: 0.005',
    noisilyWorse,
    'inconclusive',
    'NOT_PROVEN',
  ],
  'non-inferior refuses what is worse by more for sure': [
    'metric: accuracy, vs: champion, rule: non-inferior, margin: 0.02',
    worse,
    'fail',
    null,
  ],
  'non-inferior never passes on a stored figure': [
    'metric: accuracy, vs: champion, rule: non-inferior, margin: 0.02',
    stored(0.8),
    'inconclusive',
    'CHAMPION_STORED_ONLY',
  ],

  'better passes a better model': ['metric: accuracy, vs: champion, rule: better', better, 'pass', null],
  'better does not pass an equal model': [
    'metric: accuracy, vs: champion, rule: better',
    equal,
    'inconclusive',
    'NOT_PROVEN',
  ],
  'better refuses a worse model': ['metric: accuracy, vs: champion, rule: better', worse, 'fail', null],
  'better takes a lower loss for the better one': [
    'metric: log-loss, vs: champion, rule: better',
    better,
    'pass',
    null,
  ],
  'better never passes on a stored figure': [
    'metric: accuracy, vs: champion, rule: better',
    stored(0.5),
    'inconclusive',
    'CHAMPION_STORED_ONLY',
  ],
  'better cannot decide on few rows': [
    'metric: accuracy, vs: champion, rule: better',
    { overall: pair(20, 0, 10) },
    'inconclusive',
    'TOO_FEW_ROWS',
  ],
  'better is skipped for a first model': [
    'metric: accuracy, vs: champion, rule: better',
    first,
    'skipped',
    'FIRST_MODEL',
  ],

  'max-drop passes a drop of its size': ['metric: accuracy, vs: champion, max-drop: 0.09', worse, 'pass', null],
  'max-drop fails a larger one': ['metric: accuracy, vs: champion, max-drop: 0.08', worse, 'fail', null],
  'max-drop asks points, whatever chance does': [
    'metric: accuracy, vs: champion, max-drop: 0.001',
    noisilyWorse,
    'fail',
    null,
  ],
  'max-drop takes a higher loss for a drop': ['metric: log-loss, vs: champion, max-drop: 0.01', worse, 'fail', null],
  'max-drop works on a stored figure': ['metric: accuracy, vs: champion, max-drop: 0.02', stored(0.96), 'pass', null],
  'max-drop-percent passes within it': ['metric: accuracy, vs: champion, max-drop-percent: 10', worse, 'pass', null],
  'max-drop-percent fails beyond it': ['metric: accuracy, vs: champion, max-drop-percent: 9', worse, 'fail', null],
  'max-drop-percent of nothing fails closed': [
    'metric: accuracy, vs: champion, max-drop-percent: 9',
    nothingRight,
    'fail',
    'BASELINE_ZERO',
  ],

  'a number of a file holds': [
    'id: p95, metric: latency-p95-ms, from: metrics.json, max: 50',
    files({ 'latency-p95-ms': 50 }),
    'pass',
    null,
  ],
  'a number of a file fails': [
    'id: p95, metric: latency-p95-ms, from: metrics.json, max: 50',
    files({ 'latency-p95-ms': 50.1 }),
    'fail',
    null,
  ],
  'a file without the number fails closed': [
    'id: p95, metric: latency, from: metrics.json, max: 50',
    files({ other: 1 }),
    'fail',
    'FILE_METRIC_MISSING',
  ],
  'a name that is a method elsewhere is no number of a file': [
    'id: p95, metric: toString, from: metrics.json, max: 50',
    files({}),
    'fail',
    'FILE_METRIC_MISSING',
  ],
  'a file that is not there fails closed': [
    'id: p95, metric: latency, from: metrics.json, max: 50',
    files('missing'),
    'fail',
    'FILE_MISSING',
  ],
  'a file that nobody read fails closed': [
    'id: p95, metric: latency, from: other.json, max: 50',
    files({ latency: 1 }),
    'fail',
    'FILE_MISSING',
  ],
  'a file that is no JSON fails closed': [
    'id: p95, metric: latency, from: metrics.json, max: 50',
    files('unreadable'),
    'fail',
    'FILE_UNREADABLE',
  ],
  'a file is asked of the champion itself': [
    'id: p95, metric: latency, from: metrics.json, max: 50',
    identical,
    'fail',
    'FILE_MISSING',
  ],

  'severity warn softens a failure': ['metric: accuracy, min: 0.99, severity: warn', equal, 'warn', null],
  'severity warn softens what cannot be decided': [
    'metric: accuracy, vs: champion, severity: warn',
    fewRows,
    'warn',
    'TOO_FEW_ROWS',
  ],
  'severity warn leaves a pass': ['metric: accuracy, min: 0.9, severity: warn', equal, 'pass', null],
};

describe('of a gate on all rows,', () => {
  it.each(Object.entries(WHOLE))('%s', async (_name, [gate, situation, outcome, code]) => {
    const gates = await gatesOf(`inconclusive: block\ngates: [{ ${gate} }]`);
    const [result] = judged(gates, situation).gates;

    expect({ outcome: result?.outcome, code: result?.code }).toEqual({ outcome, code });
    expect(result?.sentence).toMatch(/\(mlops\.yml:\d+\)\.$/);
  });
});

describe('a comparison', () => {
  it('says in its record how sure it had to be, and a limit does not', async () => {
    const gates = await gatesOf(
      'confidence: 0.99\ngates: [{ metric: accuracy, vs: champion }, { metric: accuracy, min: 0.5 }]',
    );

    expect(judged(gates, equal).gates.map(({ confidence }) => confidence)).toEqual([0.99, undefined]);
  });
});

describe('a number of a file', () => {
  it('is told in its record from what was measured under the same name', async () => {
    const gates = await gatesOf(
      'gates: [{ id: own, metric: f1, from: metrics.json, min: 0.5 }, { metric: f1, min: 0.5 }]',
    );
    const results = judged(gates, files({ f1: 0.75 })).gates;

    expect(results.map(({ from, value }) => [from, value])).toEqual([
      ['metrics.json', 0.75],
      [undefined, expect.closeTo(0.95)],
    ]);
  });
});

describe('a general leniency', () => {
  it.each<[string, Situation, GateOutcome]>([
    ['metric: accuracy, vs: champion', fewRows, 'warn'],
    ['metric: accuracy, vs: champion, rule: better', equal, 'inconclusive'],
    ['metric: accuracy, vs: champion, rule: better, inconclusive: warn', equal, 'warn'],
  ])('of validate.inconclusive: warn, for { %s }, does not stand for a proof', async (gate, situation, outcome) => {
    const gates = await gatesOf(`inconclusive: warn\ngates: [{ ${gate} }]`);

    expect(judged(gates, situation).gates[0]?.outcome).toBe(outcome);
  });
});

const overall = pair(400, 20, 20);
const north = (candidate: number, champion = 5) => region('north', 200, candidate, champion);
const south = (candidate: number, champion = 5) => region('south', 200, candidate, champion);
const tiny = region('tiny', 8);

/** 200 rows with the same label, of which so many are answered wrongly. */
const oneClassOf = (label: number, wrong: number): BinaryEvidence => ({
  ...answers(200, 0),
  truth: new Uint8Array(200).fill(label),
  predicted: Uint8Array.from({ length: 200 }, (_, row) => (row < wrong ? 1 - label : label)),
});
const allPositive = (candidate: number, champion = 5) => ({
  ...south(5),
  evidence: { candidate: oneClassOf(1, candidate), champion: oneClassOf(1, champion) },
});
const allNegative = (candidate: number) => ({ ...south(5), evidence: { candidate: oneClassOf(0, candidate) } });

const SLICED: Readonly<Record<string, Row>> = {
  'a floor holds on every slice': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [north(5), south(20)] },
    'pass',
    null,
  ],
  'a floor fails on one slice': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [north(5), south(21)] },
    'fail',
    null,
  ],
  'a slice below min-rows is listed and not judged': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [north(5), tiny] },
    'pass',
    null,
  ],
  'a slice below the min-rows of the gate is not judged': [
    'metric: accuracy, slices: [region], min: 0.9, min-rows: 150',
    { overall, slices: [north(5), region('west', 100, 90, 5)] },
    'pass',
    null,
  ],
  'a rule that no row answers leaves the gate open': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall },
    'inconclusive',
    'SLICE_MISSING',
  ],
  'a rule whose slices are all too small leaves the gate open': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [tiny] },
    'inconclusive',
    'SLICE_TOO_SMALL',
  ],
  'a second rule without rows leaves the gate open': [
    'metric: accuracy, slices: [region, segment], min: 0.9',
    { overall, slices: [north(5)] },
    'inconclusive',
    'SLICE_MISSING',
  ],
  'slices that were mixed into a large one leave the gate open': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [{ ...north(5), mixed: true }, south(5)] },
    'inconclusive',
    'SLICES_LEFT_OUT',
  ],
  'slices that were left out and are large enough leave the gate open': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [north(5), south(5)], slicesLeftOut: 4 },
    'inconclusive',
    'SLICES_LEFT_OUT',
  ],
  'slices that were left out of another rule are not missed': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [north(5), south(5)], slicesLeftOut: 4, cutRules: ['brand'] },
    'pass',
    null,
  ],
  'slices that were left out and are smaller than one that is too small are not missed': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [north(5), tiny], slicesLeftOut: 4 },
    'pass',
    null,
  ],
  'a slice of one class has no ROC AUC and no pass': [
    'metric: roc-auc, slices: [region], min: 0.5',
    {
      overall,
      slices: [north(5), { ...south(5), evidence: { candidate: { ...answers(200, 0), truth: new Uint8Array(200) } } }],
    },
    'inconclusive',
    'METRIC_UNDEFINED',
  ],
  'a slice of one class proves no accuracy': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [north(5), allNegative(0)] },
    'inconclusive',
    'METRIC_UNDEFINED',
  ],
  'a slice of one class refuses all the same': [
    'metric: accuracy, slices: [region], min: 0.9, inconclusive: warn',
    { overall, slices: [north(5), allNegative(100)] },
    'fail',
    null,
  ],
  'a slice of positives alone has a precision of 1, which proves nothing': [
    'metric: precision, slices: [region], min: 0.9',
    { overall, slices: [north(5), allPositive(150)] },
    'inconclusive',
    'METRIC_UNDEFINED',
  ],
  'a slice of positives alone has its recall': [
    'metric: recall, slices: [region], min: 0.9',
    { overall, slices: [north(5), allPositive(5)] },
    'pass',
    null,
  ],
  'a slice of negatives alone has its specificity': [
    'metric: specificity, slices: [region], min: 0.9',
    { overall, slices: [north(5), allNegative(5)] },
    'pass',
    null,
  ],
  'a slice of one class shows no equal accuracy of two models': [
    'metric: accuracy, slices: [region], vs: champion',
    { overall, slices: [north(5), allPositive(5)] },
    'inconclusive',
    'METRIC_UNDEFINED',
  ],
  'a slice of one class shows a worse model': [
    'metric: accuracy, slices: [region], vs: champion',
    { overall, slices: [north(5), allPositive(60)] },
    'fail',
    null,
  ],
  'a slice of one class is not the best that others are held to': [
    'metric: accuracy, slices: [region], max-gap: 0.01, inconclusive: warn',
    { overall, slices: [north(10), region('west', 200, 10), allNegative(0)] },
    'warn',
    'METRIC_UNDEFINED',
  ],
  'a slice with one class that weighs nothing proves no accuracy': [
    'metric: accuracy, slices: [region], min: 0.9',
    { overall, slices: [north(5), { ...south(5), evidence: { candidate: ofNoWeight(answers(200, 0)) } }] },
    'inconclusive',
    'METRIC_UNDEFINED',
  ],
  'not-worse passes slices that are alike': [
    'metric: accuracy, slices: [region], vs: champion',
    { overall, slices: [north(5), south(5)] },
    'pass',
    null,
  ],
  'not-worse refuses a slice that is worse': [
    'metric: accuracy, slices: [region], vs: champion',
    { overall, slices: [north(5), south(40)] },
    'fail',
    null,
  ],
  'not-worse fails a slice whose champion nobody scored': [
    'metric: accuracy, slices: [region], vs: champion',
    { overall, slices: [north(5), region('south', 200, 5)] },
    'fail',
    'CHAMPION_EVIDENCE_MISSING',
  ],
  'not-worse on slices is skipped for a first model': [
    'metric: accuracy, slices: [region], vs: champion',
    { ...first, slices: [region('north', 200, 5)] },
    'skipped',
    'FIRST_MODEL',
  ],
  'not-worse on slices fails on stored figures': [
    'metric: accuracy, slices: [region], vs: champion',
    { ...stored(0.9), slices: [region('north', 200, 5)] },
    'fail',
    'CHAMPION_METRIC_MISSING',
  ],
  'better asks every slice': [
    'metric: accuracy, slices: [region], vs: champion, rule: better',
    { overall, slices: [north(5, 40), south(5, 5)] },
    'inconclusive',
    'NOT_PROVEN',
  ],
  'better passes when every slice is': [
    'metric: accuracy, slices: [region], vs: champion, rule: better',
    { overall, slices: [north(5, 40), south(5, 40)] },
    'pass',
    null,
  ],
  'a floor on slices is asked of the champion itself': [
    'metric: accuracy, slices: [region], min: 0.99',
    { ...identical, slices: [region('north', 200, 5)] },
    'fail',
    null,
  ],
  'max-gap passes slices that are near': [
    'metric: accuracy, slices: [region], max-gap: 0.1',
    { overall, slices: [north(5), south(25)] },
    'pass',
    null,
  ],
  'max-gap fails slices that are far apart': [
    'metric: accuracy, slices: [region], max-gap: 0.1',
    { overall, slices: [north(5), south(30)] },
    'fail',
    null,
  ],
  'max-gap needs two slices': [
    'metric: accuracy, slices: [region], max-gap: 0.1',
    { overall, slices: [north(5), tiny] },
    'inconclusive',
    'SLICES_TOO_FEW',
  ],
};

describe('of a gate on slices,', () => {
  it.each(Object.entries(SLICED))('%s', async (_name, [gate, situation, outcome, code]) => {
    const gates = await gatesOf(`gates: [{ ${gate} }]`);
    const [result] = judged(gates, situation).gates;

    expect({ outcome: result?.outcome, code: result?.code }).toEqual({ outcome, code });
    expect(result?.sentence).toMatch(/\(mlops\.yml:\d+\)\.$/);
  });

  const required =
    'slices: [{ by: [region], required: true }]\ngates: [{ metric: accuracy, slices: [region], min: 0.9 }]';

  it.each<[string, Situation, GateCode]>([
    ['no row answers', { overall }, 'SLICE_MISSING'],
    ['nothing large enough answers', { overall, slices: [tiny] }, 'SLICE_TOO_SMALL'],
  ])('a required rule that %s fails', async (_how, situation, code) => {
    const [result] = judged(await gatesOf(required), situation).gates;

    expect(result).toMatchObject({ outcome: 'fail', code });
  });

  it('lists every slice, the worst first and the small ones last', async () => {
    const gates = await gatesOf('gates: [{ metric: accuracy, slices: [region], min: 0.9 }]');
    const slices = [north(10), tiny, south(40), region('west', 200, 30, 5)];
    const [result] = judged(gates, { overall, slices }).gates;

    expect(result?.slices?.map(({ slice, outcome, value }) => [slice, outcome, value])).toEqual([
      ['region = south', 'fail', 0.8],
      ['region = west', 'fail', 0.85],
      ['region = north', 'pass', 0.95],
      ['region = tiny', 'skipped', null],
    ]);
    expect(result?.sentence).toBe(
      'On region = south: metric "accuracy" is 0.8000 [0.7391, 0.8495] on 200 rows; gate "accuracy-min-by-region" needs ≥ 0.9; 1 of 3 slices hold; 1 too small to be judged (mlops.yml:7).',
    );
  });

  it('corrects for the many tests it makes: a slice that is worse by chance alone is not refused', async () => {
    const unlucky = region('east', 200, 9, 5);
    const others = Array.from({ length: 19 }, (_, index) => region(`r${index}`, 200, 5, 5));
    const outcome = async (correction: string) =>
      judged(
        await gatesOf(`correction: ${correction}\ngates: [{ metric: accuracy, slices: [region], vs: champion }]`),
        { overall, slices: [unlucky, ...others] },
      ).gates[0];

    expect((await outcome('none'))?.outcome).toBe('fail');
    expect((await outcome('holm'))?.outcome).toBe('pass');
    expect((await outcome('holm'))?.slices?.[0]?.pValue).toBeCloseTo(20 * 2 ** -5, 9);
  });

  it('keeps hostile names of slices on one line and short in its sentence, and whole in its record', async () => {
    const name = `a\nb ${'x'.repeat(200)}`;
    const gates = await gatesOf('gates: [{ metric: accuracy, slices: [region], min: 0.99 }]');
    const [result] = judged(gates, { overall, slices: [region(name, 200, 40)] }).gates;

    expect(result?.sentence).not.toContain('\n');
    expect(result?.sentence.length).toBeLessThan(320);
    expect(result?.slices?.[0]?.slice).toBe(`region = ${name}`);
  });
});
