import { describe, expect, it } from '@jest/globals';
import type { Evidence, EvidencePair, Evidences } from '@mlops-actions/evaluation';
import { normal, random } from '../../../evaluation/test/random.ts';
import { applyGate } from '../../src/domain/gates/apply-gate.ts';
import type { Gate } from '../../src/domain/gates/gate.ts';
import type { JudgeRequest } from '../../src/domain/judge-request.ts';
import {
  incompleteVerdict,
  judge as judgeEvaluation,
  type VerdictWord,
  verdictBlocks,
} from '../../src/domain/verdict.ts';
import { wholeOf } from './whole.ts';

type Binary = Extract<Evidence, { task: 'binary' }>;

/** Paired scores: `quality` separates the classes, both models share most of their noise. */
function tables(
  rows: number,
  seed: number,
  candidateQuality: number,
  championQuality: number,
): { candidate: Binary; champion: Binary } {
  const gauss = normal(random(seed));
  const next = random(seed + 1_000_000);
  const truth = Uint8Array.from({ length: rows }, () => Number(next() < 0.2));
  const shared = Float64Array.from({ length: rows }, gauss);
  const scored = (quality: number): Binary => {
    const score = Float64Array.from(truth, (label, i) => {
      const raw = quality * label + 0.85 * (shared[i] ?? 0) + 0.5 * gauss();
      return 1 / (1 + Math.exp(-raw));
    });
    return {
      task: 'binary',
      classes: ['0', '1'],
      truth,
      predicted: Uint8Array.from(score, (value) => Number(value >= 0.6)),
      score,
    };
  };
  return { candidate: scored(candidateQuality), champion: scored(championQuality) };
}

const judge = (request: JudgeRequest, overall: Evidences) => judgeEvaluation(request, wholeOf(overall));

const place = { inconclusive: 'block', file: 'mlops.yml', line: 14 } as const;
const floor: Gate = { id: 'auc-floor', metric: 'roc-auc', min: 0.6, ...place };
const notWorse: Gate = {
  id: 'auc-champion',
  metric: 'roc-auc',
  vs: 'champion',
  rule: 'not-worse',
  margin: 0.005,
  ...place,
};

const request = (gates: readonly Gate[], change: Partial<JudgeRequest> = {}): JudgeRequest => ({
  model: 'churn',
  task: 'binary',
  candidate: { digest: 'c'.repeat(64), job: 'churn-1', image: 'local/churn' },
  champion: { digest: 'a'.repeat(64), version: 3, source: 'endpoint' },
  heldOut: { digest: 'd'.repeat(64), rows: 500 },
  gates,
  firstModel: 'pass',
  ...change,
});

const applied = (gate: Gate, { candidate, champion }: EvidencePair) =>
  applyGate(gate, candidate, { kind: 'champion', evidence: champion });

const rejected = (rows: number, candidate: number, champion: number, draws: number) =>
  Array.from({ length: draws }, (_, seed) => applied(notWorse, tables(rows, seed, candidate, champion))).filter(
    ({ outcome }) => outcome === 'fail',
  ).length / draws;

describe('not-worse', () => {
  it('refuses a truly equal candidate no more often than chance allows', () => {
    expect(rejected(500, 1.2, 1.2, 400)).toBeLessThanOrEqual(0.08);
  });

  it('refuses a clearly worse one nearly always', () => {
    expect(rejected(2_000, 0.9, 1.2, 60)).toBeGreaterThanOrEqual(0.95);
  });

  it('says what it saw in one sentence, with the place of the gate', () => {
    const { gates } = judge(request([notWorse]), tables(2_000, 7, 0.9, 1.2));

    expect(gates[0]?.sentence).toMatch(
      /^Metric "roc-auc" is 0\.\d{4} against the champion's 0\.\d{4}, Δ −0\.\d{4} \[−0\.\d{4}, −0\.\d{4}\] on 2,000 rows: worse than chance explains \(p < 0\.0001\) and by more than 0\.005, which gate "auc-champion" forbids \(mlops\.yml:14\)\.$/,
    );
  });

  it('states the drop it would have seen when it passes', () => {
    const { gates } = judge(request([notWorse]), tables(500, 7, 1.2, 1.2));

    expect(gates[0]?.outcome).toBe('pass');
    expect(gates[0]?.smallestDropSeen).toBeGreaterThan(0.005);
    expect(gates[0]?.sentence).toMatch(/a drop of 0\.\d{4} would have been seen \([\d,]+ rows would show 0\.005\)/);
  });

  it('does not refuse a drop that is sure but smaller than the margin', () => {
    const wide: Gate = { ...notWorse, margin: 0.2 } as Gate;

    expect(judge(request([wide]), tables(2_000, 7, 0.9, 1.2)).verdict).toBe('pass');
  });

  it('does not call three different rows proof', () => {
    const { champion } = tables(200, 3, 1.2, 1.2);
    const truth = champion.truth;
    const right = { ...champion, predicted: Uint8Array.from(truth) };
    const wrong = { ...champion, predicted: Uint8Array.from(truth, (label, i) => (i < 3 ? 1 - label : label)) };
    const gate: Gate = {
      id: 'accuracy-champion',
      metric: 'accuracy',
      vs: 'champion',
      rule: 'not-worse',
      margin: 0.005,
      ...place,
    };

    expect(judge(request([gate]), { candidate: wrong, champion: right }).gates[0]).toMatchObject({
      outcome: 'pass',
      delta: -0.015,
    });
  });
});

describe('a verdict', () => {
  const { candidate, champion } = tables(500, 1, 1.2, 1.2);

  it('is identical for the model that is the champion, and compares nothing with itself', () => {
    const same = judge(
      request([floor, notWorse], { champion: { digest: 'c'.repeat(64), version: 3, source: 'endpoint' } }),
      { candidate, champion },
    );

    expect(same.verdict).toBe('identical');
    expect(same.gates.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['pass', null],
      ['skipped', 'IDENTICAL_MODEL'],
    ]);
    expect(same.metrics.some((metric) => 'delta' in metric)).toBe(false);
  });

  it('knows the champion by the digest of its image, whatever registry the image came from', () => {
    const image = (registry: string) => `${registry}/churn@sha256:${'e'.repeat(64)}`;
    const facts = { digest: 'c'.repeat(64), version: 3, source: 'endpoint' } as const;
    const asked = request([floor, notWorse], {
      candidate: { digest: facts.digest, job: 'churn-2', image: image('new.example') },
      champion: { ...facts, image: image('old.example') },
    });

    expect(judge(asked, { candidate }).verdict).toBe('identical');
  });

  it('refuses the very champion when a floor was raised above it', () => {
    const raised: Gate = { ...floor, min: 0.99 } as Gate;

    const verdict = judge(
      request([raised, notWorse], { champion: { digest: 'c'.repeat(64), version: 3, source: 'endpoint' } }),
      { candidate },
    );

    expect(verdict.verdict).toBe('fail');
    expect(verdictBlocks(verdict)).toBe(true);
  });

  it('fails when there is a champion that nobody scored', () => {
    expect(judge(request([floor, notWorse]), { candidate }).verdict).toBe('fail');
  });

  it('does not compare models that were joined to different rows', () => {
    const shifted = { ...champion, truth: champion.truth.toReversed() };

    expect(() => judge(request([notWorse]), { candidate, champion: shifted })).toThrow(
      'candidate and champion were joined to different held-out rows',
    );
  });

  it('shows where the models disagree and which class was taken for which', () => {
    const { confusion, disagreement } = judge(request([floor]), { candidate, champion });
    const right = (table: readonly (readonly number[])[] | undefined) =>
      (table?.[0]?.[0] ?? 0) + (table?.[1]?.[1] ?? 0);

    expect(confusion?.classes).toEqual(['0', '1']);
    expect(confusion?.candidate.flat().reduce((sum, rows) => sum + rows, 0)).toBe(500);
    expect(right(confusion?.candidate) - right(confusion?.champion)).toBe(
      (disagreement?.fixed ?? 0) - (disagreement?.broken ?? 0),
    );
  });

  it('skips the comparison for a first model, or fails it as asked', () => {
    const { champion: _none, ...first } = request([floor, notWorse]);

    expect(judge(first, { candidate }).gates.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['pass', null],
      ['skipped', 'FIRST_MODEL'],
    ]);
    expect(judge({ ...first, firstModel: 'fail' }, { candidate }).verdict).toBe('fail');
  });

  it('fails closed when a metric has no value', () => {
    const { score: _score, ...unscored } = candidate;

    expect(judge(request([floor]), { candidate: unscored, champion }).gates[0]).toMatchObject({
      outcome: 'fail',
      code: 'METRIC_UNDEFINED',
      value: null,
    });
  });

  it('fails closed on one class', () => {
    const oneClass = { ...candidate, truth: new Uint8Array(500) };

    expect(judge(request([floor]), { candidate: oneClass }).verdict).toBe('fail');
  });

  it.each<[Gate['inconclusive'], VerdictWord, boolean]>([
    ['block', 'inconclusive', true],
    ['warn', 'warn', false],
  ])('with too few rows and inconclusive: %s is %s', (inconclusive, word, blocks) => {
    const few = tables(20, 1, 1.2, 1.2);
    const verdict = judge(request([{ ...notWorse, inconclusive }]), few);

    expect(verdict.verdict).toBe(word);
    expect(verdictBlocks(verdict)).toBe(blocks);
  });

  it('without any gate shows nothing and blocks', () => {
    expect(verdictBlocks(judge(request([]), { candidate, champion }))).toBe(true);
  });

  it('blocks while it is incomplete', () => {
    expect(verdictBlocks(incompleteVerdict(request([floor])))).toBe(true);
  });

  it('is plain JSON: nothing is lost on the way', () => {
    const verdict = judge(request([floor, notWorse]), { candidate, champion });

    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });
});
