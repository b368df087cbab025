import { describe, expect, it } from '@jest/globals';
import type { BinaryEvidence, MetricName } from '@mlops-actions/evaluation';
import fc from 'fast-check';
import { normal, random } from '../../../../evaluation/test/random.ts';
import { binaryEvidence, regressionEvidence } from '../../../../evaluation/test/reference.ts';
import { applyGate } from '../../../src/domain/gates/apply-gate.ts';
import type { ChampionGate, LimitGate } from '../../../src/domain/gates/gate.ts';

const place = { inconclusive: 'block', file: 'mlops.yml', line: 14 } as const;

const atLeast = (metric: MetricName, min: number): LimitGate => ({ id: `${metric}-min`, metric, min, ...place });

const notWorse = (metric: MetricName, margin = 0.01): ChampionGate => ({
  id: `${metric}-champion`,
  metric,
  vs: 'champion',
  rule: 'not-worse',
  margin,
  ...place,
});

/** Half positives; the first `wrong` rows are answered wrongly. */
function answers(rows: number, wrong: number): BinaryEvidence {
  const truth = Uint8Array.from({ length: rows }, (_, i) => i % 2);
  return {
    task: 'binary',
    classes: ['no', 'yes'],
    truth,
    predicted: truth.map((label, i) => (i < wrong ? 1 - label : label)),
  };
}

const nobody = { kind: 'none', firstModel: 'pass' } as const;
const against = (evidence: BinaryEvidence) => ({ kind: 'champion', evidence }) as const;

describe('a limit', () => {
  it('is inclusive', () => {
    expect(applyGate(atLeast('accuracy', 0.9), answers(100, 10), nobody).outcome).toBe('pass');
    expect(applyGate(atLeast('accuracy', 0.9), answers(100, 11), nobody).outcome).toBe('fail');
  });

  it('says value, interval, rows, rule and place in one sentence', () => {
    expect(applyGate(atLeast('accuracy', 0.95), answers(1_916, 100), nobody).sentence).toBe(
      'Metric "accuracy" is 0.9478 [0.9369, 0.9569] on 1,916 rows; gate "accuracy-min" needs ≥ 0.95 (mlops.yml:14).',
    );
  });

  it('never shows a value that looks like the limit it missed', () => {
    const { outcome, sentence } = applyGate(atLeast('accuracy', 0.9), answers(1_000_000, 100_001), nobody);

    expect(outcome).toBe('fail');
    expect(sentence).toContain('is 0.899999 [');
  });

  it('never fails a better model and passes a worse one', () => {
    const share = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0, max: 1, noNaN: true }), (one, two, min) => {
        const [better, worse] = [Math.min(one, two), Math.max(one, two)];
        const outcome = (wrong: number) => applyGate(atLeast('accuracy', min), answers(60, wrong), nobody).outcome;

        expect([outcome(better), outcome(worse)]).not.toEqual(['fail', 'pass']);
      }),
    );
  });
});

describe('not-worse', () => {
  it('fails a drop that is significant and larger than the margin', () => {
    const { outcome, sentence, pValue, deltaInterval } = applyGate(
      notWorse('accuracy'),
      answers(400, 20),
      against(answers(400, 0)),
    );

    expect(outcome).toBe('fail');
    expect(pValue).toBeLessThan(1e-5);
    expect(deltaInterval?.[1]).toBeLessThan(0);
    expect(sentence).toBe(
      'Metric "accuracy" is 0.9500 against the champion\'s 1, Δ −0.0500 [−0.0711, −0.0314] on 400 rows: worse than chance explains (p < 0.0001) and by more than 0.01, which gate "accuracy-champion" forbids (mlops.yml:14).',
    );
  });

  it('passes a drop that is significant and within the margin, and says so', () => {
    const { outcome, sentence } = applyGate(notWorse('accuracy', 0.1), answers(400, 20), against(answers(400, 0)));

    expect(outcome).toBe('pass');
    expect(sentence).toContain('worse, but by no more than the 0.1 of gate "accuracy-champion"');
  });

  it('states the smallest drop it could have seen, and the rows that would show the margin', () => {
    const result = applyGate(notWorse('accuracy'), answers(400, 40), against(answers(400, 40)));

    expect(result.outcome).toBe('pass');
    expect(result.smallestDropSeen).toBeCloseTo(5.515 / 400, 6);
    expect(result.sentence).toContain(
      'not shown to be worse; a drop of 0.0138 would have been seen (552 rows would show 0.01)',
    );
    expect(result.rowsNeeded).toBe(552);
  });

  it('never passes with a margin and fails with a larger one', () => {
    const margin = fc.double({ min: 0, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(margin, margin, fc.integer({ min: 0, max: 80 }), (one, two, wrong) => {
        const outcome = (size: number) =>
          applyGate(notWorse('f1', size), answers(200, wrong), against(answers(200, 5))).outcome;

        expect([outcome(Math.min(one, two)), outcome(Math.max(one, two))]).not.toEqual(['pass', 'fail']);
      }),
    );
  });

  it('convicts on few rows but does not clear on them', () => {
    expect(applyGate(notWorse('accuracy'), answers(25, 20), against(answers(25, 0))).outcome).toBe('fail');
    expect(applyGate(notWorse('accuracy'), answers(25, 1), against(answers(25, 0)))).toMatchObject({
      outcome: 'inconclusive',
      code: 'TOO_FEW_ROWS',
    });
  });

  it('cannot decide when a ratio of counts looks worse on a handful of rows', () => {
    const result = applyGate(notWorse('f1'), answers(100, 6), against(answers(100, 0)));

    expect(result).toMatchObject({ outcome: 'inconclusive', code: 'TOO_FEW_DIFFERING_ROWS' });
    expect(result.sentence).toContain('the models differ on too few rows, so gate "f1-champion" cannot decide');
  });

  it('refuses a constant score against a perfect one although no row shows any spread', () => {
    const truth = Array.from({ length: 60 }, (_, i) => i % 2);
    const constant = binaryEvidence(
      truth,
      truth.map(() => 0.5),
    );
    const perfect = binaryEvidence(truth, truth);

    expect(applyGate(notWorse('roc-auc'), constant, against(perfect)).outcome).toBe('fail');
    expect(applyGate(notWorse('roc-auc'), perfect, against(constant)).outcome).toBe('pass');
  });

  it('says when no row tells the models apart', () => {
    const truth = Array.from({ length: 60 }, (_, i) => i % 2);
    const scored = () =>
      binaryEvidence(
        truth,
        truth.map((label, i) => 0.3 + 0.2 * label + (i % 7) / 20),
      );
    const result = applyGate(notWorse('roc-auc'), scored(), against(scored()));

    expect(result).toMatchObject({ outcome: 'pass', smallestDropSeen: null });
    expect(result.sentence).toContain('not shown to be worse; no row tells the models apart');
  });

  it('cannot decide on a few heavy rows beside many light ones', () => {
    const weight = Float64Array.from({ length: 400 }, (_, i) => (i < 5 ? 1_000 : 0.001));
    const weighed = (wrong: number) => ({ ...answers(400, wrong), weight });
    const { outcome, code } = applyGate(notWorse('accuracy'), weighed(20), against(weighed(20)));

    expect([outcome, code]).toEqual(['inconclusive', 'TOO_FEW_ROWS']);
  });

  it('cannot decide on a class of one row', () => {
    const truth = Array.from({ length: 60 }, (_, i) => Number(i === 30));
    const scored = binaryEvidence(
      truth,
      truth.map((_, i) => i / 60),
    );

    expect(applyGate(notWorse('roc-auc'), scored, against(scored))).toMatchObject({
      outcome: 'inconclusive',
      code: 'NO_SPREAD',
      deltaInterval: null,
    });
  });

  it('cannot decide against a champion without a value', () => {
    const { score: _score, ...unscored } = binaryEvidence([0, 1], [0.2, 0.8]);

    expect(applyGate(notWorse('roc-auc'), binaryEvidence([0, 1], [0.2, 0.8]), against(unscored))).toMatchObject({
      outcome: 'inconclusive',
      code: 'CHAMPION_METRIC_UNDEFINED',
    });
  });

  it('fails when the champion exists and was not scored', () => {
    expect(applyGate(notWorse('accuracy'), answers(100, 0), { kind: 'missing' })).toMatchObject({
      outcome: 'fail',
      code: 'CHAMPION_EVIDENCE_MISSING',
    });
  });

  it.each(['rmse', 'mae'] as const)('takes a larger %s for the worse one', (metric) => {
    const gauss = normal(random(4));
    const truth = Array.from({ length: 120 }, () => 10 * gauss());
    const noisy = (spread: number) =>
      regressionEvidence(
        truth,
        truth.map((value) => value + spread * gauss()),
      );
    const [good, bad] = [noisy(1), noisy(2)];
    const gate = notWorse(metric, 0.1);

    expect(applyGate(gate, bad, { kind: 'champion', evidence: good }).outcome).toBe('fail');
    expect(applyGate(gate, good, { kind: 'champion', evidence: bad }).outcome).toBe('pass');
  });
});
