import { describe, expect, it } from '@jest/globals';
import type { JudgeRequest } from '../../src/domain/judge-request.ts';
import { incompleteVerdict, judge, offVerdict, type Verdict, verdictBlocks } from '../../src/domain/verdict.ts';
import { answers, gatesOf, judged, pair, request, type Situation } from './gates/situations.ts';
import { wholeOf } from './whole.ts';

const gates = await gatesOf('gates: [{ metric: accuracy, min: 0.99 }, { metric: accuracy, vs: champion }]');
const equal = pair(400, 20, 20);

describe('the mode', () => {
  it('dry-run judges everything, keeps the word and blocks nothing', () => {
    const verdict = judged(gates, { overall: equal, request: { mode: 'dry-run' } });

    expect(verdict).toMatchObject({ verdict: 'fail', mode: 'dry-run' });
    expect(verdict.gates.map(({ outcome }) => outcome)).toEqual(['fail', 'pass']);
    expect(verdictBlocks(verdict)).toBe(false);
    expect(verdictBlocks({ ...verdict, mode: 'enforce' })).toBe(true);
  });

  it('dry-run lets nothing through that was not judged to the end', () => {
    expect(verdictBlocks(incompleteVerdict(request(gates, { mode: 'dry-run' })))).toBe(true);
  });

  it('off asks nothing, lists every gate as not asked, and blocks nothing', () => {
    const verdict = offVerdict(request(gates));

    expect(verdict).toMatchObject({ verdict: 'off', mode: 'off', metrics: [] });
    expect(verdict.gates.map(({ id, outcome, code }) => [id, outcome, code])).toEqual([
      ['accuracy-min', 'skipped', 'MODE_OFF'],
      ['accuracy-champion', 'skipped', 'MODE_OFF'],
    ]);
    expect(verdictBlocks(verdict)).toBe(false);
  });

  it('enforce is what a verdict without a mode has, and the word off does not get past it', () => {
    const { mode: _mode, ...verdict } = offVerdict(request(gates));

    expect(verdictBlocks(verdict)).toBe(true);
    expect('mode' in judged(gates, { overall: equal })).toBe(false);
  });
});

describe('the level of the champion', () => {
  const facts = (source: 'endpoint' | 'file' | 'columns' | 'base'): Partial<JudgeRequest> => ({
    champion: { digest: 'a'.repeat(64), source },
  });
  const stored: Situation = {
    overall: { candidate: answers(400, 20) },
    request: {
      champion: { digest: 'a'.repeat(64), source: 'metrics' },
      storedMetrics: { rows: 1_000, values: { accuracy: 0.96 } },
    },
  };

  it.each<[string, Situation, Verdict['championLevel']]>([
    ['both were scored', { overall: equal, request: facts('endpoint') }, 'A'],
    ['both stand in one file', { overall: equal, request: facts('columns') }, 'A'],
    ['the base was trained beside it', { overall: equal, request: facts('base') }, 'A'],
    ['a file was joined by id', { overall: equal, request: facts('file') }, 'B'],
    ['only figures are left', stored, 'C'],
    ['there is none', { overall: equal, first: true }, 'D'],
  ])('when %s', (_how, situation, level) => {
    expect(judged(gates, situation).championLevel).toBe(level);
  });

  it('C shows the stored figure with its rows, and a difference that knows both numbers of rows', () => {
    const { metrics } = judged(gates, stored);
    const [low, high] = metrics[0]?.delta?.interval ?? [0, 0];

    expect(metrics[0]).toMatchObject({
      metric: 'accuracy',
      candidate: { value: 0.95, n: 400 },
      champion: { value: 0.96, n: 1_000 },
    });
    expect(metrics[0]?.delta?.value).toBeCloseTo(-0.01, 12);
    expect((high - low) / 2).toBeCloseTo(1.6448536 * Math.sqrt(0.95 * 0.05 * (1 / 400 + 1 / 1_000)), 4);
    expect(metrics.filter(({ champion }) => champion !== undefined)).toHaveLength(1);
  });

  it('C says in its sentence that the comparison is weak', () => {
    expect(judged(gates, stored).gates[1]?.sentence).toContain("the champion's stored 0.9600");
    expect(judged(gates, stored).gates[1]?.sentence).toContain('(a weak comparison)');
  });
});

describe('a verdict', () => {
  it('reports metrics that only a gate names, once', async () => {
    const ranked = await gatesOf(
      'gates: [{ metric: recall-at-5, min: 0.1 }, { metric: recall-at-5, between: [0.2, 1] }, { metric: mrr, min: 0.1 }]',
      'ranking',
    );
    const { task: _task, score, ...binary } = answers(60, 6);
    const candidate = {
      ...binary,
      task: 'ranking' as const,
      score: score ?? new Float64Array(60),
      group: Uint32Array.from({ length: 60 }, (_, row) => row % 12),
    };
    const { champion: _none, ...asked } = request(ranked, { task: 'ranking' });
    const verdict = judge(asked, wholeOf({ candidate }));

    expect(verdict.metrics.filter(({ metric }) => metric === 'recall-at-5')).toHaveLength(1);
    expect(verdict.gates.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass']);
    expect(verdict.gates[2]?.sentence).toContain('on 6 queries; gate');
  });

  it('says by which method, on how many rows that count, and how often these rows were used', () => {
    const evaluation = {
      ...wholeOf(equal),
      method: 'histogram',
      bound: 0.001,
      effectiveRows: 311.5,
      groups: 40,
    } as const;

    expect(judge(request(gates, { judgedBefore: 14 }), evaluation)).toMatchObject({
      method: 'histogram',
      bound: 0.001,
      effectiveRows: 311.5,
      groups: 40,
      judgedBefore: 14,
    });
  });

  it('asks with the confidence that was written', async () => {
    const asked = async (confidence: number) =>
      judged(await gatesOf(`confidence: ${confidence}\ngates: [{ metric: accuracy, vs: champion }]`), {
        overall: pair(400, 25, 20),
      }).gates[0]?.outcome;

    expect(await asked(0.95)).toBe('fail');
    expect(await asked(0.999)).toBe('pass');
  });
});
