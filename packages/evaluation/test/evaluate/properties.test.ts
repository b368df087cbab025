import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accumulator } from '../../src/evaluate/accumulate.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { finish } from '../../src/evaluate/finish.ts';
import { joinedRows, newJoined } from '../../src/evaluate/join.ts';
import { mergeStates } from '../../src/evaluate/merge.ts';
import { planOf } from '../../src/evaluate/plan.ts';
import { readState, writeState } from '../../src/evaluate/serial.ts';
import { newState, type State } from '../../src/evaluate/state.ts';
import type { Evaluation, EvaluationRequest } from '../../src/evaluate/types.ts';
import type { Task } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { random } from '../random.ts';
import { csv, fine, pointOf, printed } from '../tables.ts';

type Line = readonly (string | number)[];

const HEADER = 'id,y,new,new_score,old,old_score,region,age,query,weight';
const RUNS = 8;
const TREES = ['oak', 'elm', 'ash'];

function lines(task: Task, rows: number, seed: number, digits = 3): readonly Line[] {
  const next = random(seed);
  const answer = (score: number) =>
    task === 'multiclass'
      ? (TREES[Math.floor(next() * 3)] ?? '')
      : task === 'regression'
        ? score
        : Number(score >= 0.5);
  return Array.from({ length: rows }, (_, i) => {
    const truth = next();
    const [now, before] = [truth * 0.5 + next() * 0.5, truth * 0.4 + next() * 0.6].map((score) =>
      Number(score.toFixed(digits)),
    ) as [number, number];
    const region = ['north', 'south', 'east'][Math.floor(next() * 3)] ?? '';
    const other = [region, Math.floor(next() * 80), `q${Math.floor(next() * rows * 0.2)}`, Number(next().toFixed(2))];
    return [`r${i}`, answer(truth), answer(now), now, answer(before), before, ...other];
  });
}

function requestOf(task: Task, table: readonly Line[], more: Partial<EvaluationRequest> = {}): EvaluationRequest {
  const files = csv('table.csv', HEADER, table);
  const hasScore = task === 'binary' || task === 'ranking';
  const of = (source: string, prediction: string) => ({
    files,
    source,
    prediction,
    ...(hasScore ? { score: `${prediction}_score` } : {}),
  });
  return {
    task,
    labels: { files, id: 'id', label: 'y', ...(task === 'ranking' ? { group: 'query' } : {}) },
    candidate: of('candidate', 'new'),
    champion: of('champion', 'old'),
    slices: [
      { name: 'region', by: ['region'], minRows: 5, required: false },
      { name: 'age', by: ['age'], bins: [20, 50], minRows: 5, required: false },
    ],
    ...more,
  };
}

async function stateOf(request: EvaluationRequest): Promise<State> {
  const { plan } = await planOf(request);
  const state = newState(plan);
  const add = accumulator(state);
  for await (const block of joinedRows(plan, newJoined())) add(block);
  return state;
}

const KINDS: readonly (readonly [string, Task, Partial<EvaluationRequest>])[] = [
  ['two classes', 'binary', {}],
  ['two classes in bins', 'binary', { exactRows: 40 }],
  ['several classes', 'multiclass', {}],
  ['numbers', 'regression', {}],
  ['queries', 'ranking', {}],
];

describe.each(KINDS)('an evaluation of %s', (_kind, task, more) => {
  it('is the same for any order of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(10_000), async (seed) => {
        const table = lines(task, 120, seed);
        const next = random(seed + 1);
        const shuffled = table.toSorted(() => next() - 0.5);
        const [one, two] = [
          await evaluate(requestOf(task, table, more)),
          await evaluate(requestOf(task, shuffled, more)),
        ];
        const { samples: _one, ...inOrder } = fine(one);
        const { samples: _two, ...outOfOrder } = fine(two);

        expect(printed(outOfOrder)).toEqual(printed(inOrder));
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same however the rows are parted, written down and merged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(10_000),
        fc.array(fc.nat(119), { maxLength: 3 }),
        fc.boolean(),
        async (seed, cuts, back) => {
          const table = lines(task, 120, seed);
          const request = requestOf(task, table, more);
          const { plan } = await planOf(request);
          const edges = [0, ...cuts.toSorted((a, b) => a - b), table.length];
          const parts = edges.slice(1).map((to, index) => table.slice(edges[index], to));
          const whole = newState(plan);
          for (const part of back ? parts.toReversed() : parts) {
            const state = await stateOf(requestOf(task, part, more));
            mergeStates(whole, readState(plan, JSON.parse(JSON.stringify(writeState(state)))));
          }
          const { samples: _parts, ...merged } = fine(await finish(whole, newJoined()));
          const { samples: _all, ...atOnce } = fine(await evaluate(request));

          expect(printed(merged)).toEqual(printed(atOnce));
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('scores in bins', () => {
  const table = lines('binary', 6_000, 7, 6);
  const evaluated = async (exactRows: number, rows = table) =>
    fine(await evaluate(requestOf('binary', rows, { exactRows })));
  const gapOf =
    (exact: Evaluation, binned: Evaluation) =>
    (metric: 'roc-auc' | 'average-precision'): number =>
      Math.abs(pointOf(metric, exact.overall.candidate) - pointOf(metric, binned.overall.candidate));

  it('lose nothing of scores that each have a bin of their own', async () => {
    const rounded = lines('binary', 6_000, 7);
    const [exact, binned] = [await evaluated(6_000, rounded), await evaluated(5_999, rounded)];
    const gap = gapOf(exact, binned);

    expect([binned.method, binned.bound]).toEqual(['histogram', 0]);
    expect([gap('roc-auc'), gap('average-precision')].every((one) => one < 1e-12)).toBe(true);
    expect(measure('average-precision', binned.overall.candidate)).toMatchObject({ bound: expect.closeTo(0, 12) });
  });

  it('say so, with a bound that holds', async () => {
    const [exact, binned] = [await evaluated(6_000), await evaluated(5_999)];
    const gap = gapOf(exact, binned);

    expect([exact.method, binned.method]).toEqual(['exact', 'histogram']);
    expect(exact.bound).toBeUndefined();
    expect(gap('roc-auc')).toBeLessThanOrEqual(binned.bound ?? 0);
    expect(binned.bound).toBeLessThan(1e-3);
    expect(gap('average-precision')).toBeLessThan(1e-3);
  });

  it('leave counts, losses and their comparisons as they are', async () => {
    const metrics = ['accuracy', 'balanced-accuracy', 'precision', 'recall', 'f1', 'mcc', 'log-loss', 'brier'];
    const kept = async (rows: number) =>
      (printed(await evaluated(rows)) as { overall: [string][] }).overall.filter(([name]) => metrics.includes(name));

    expect(await kept(5_999)).toEqual(await kept(6_000));
  });

  it('keep the calibration error and the spread of ranks close', async () => {
    const { compare } = await import('../../src/metrics/compare.ts');
    const spread = async (rows: number) => {
      const { candidate, champion } = (await evaluated(rows)).overall;
      if (champion === undefined) throw new Error('no champion');
      const [now, before] = [measure('roc-auc', candidate), measure('roc-auc', champion)];
      if (!('value' in now && 'value' in before)) throw new Error('no value');
      const [low = 0, high = 0] = compare('roc-auc', now, before, { candidate, champion }).interval ?? [];
      return { ece: pointOf('ece', candidate), width: high - low };
    };
    const [exact, binned] = [await spread(6_000), await spread(5_999)];

    expect(binned.ece).toBeCloseTo(exact.ece, 3);
    expect(binned.width / exact.width).toBeGreaterThan(0.98);
    expect(binned.width / exact.width).toBeLessThan(1.02);
  });
});
