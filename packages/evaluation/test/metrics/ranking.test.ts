import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RankingEvidence } from '../../src/evidence/types.ts';
import { compare } from '../../src/metrics/compare.ts';
import { disagreement } from '../../src/metrics/disagreement.ts';
import { isDefined } from '../../src/metrics/estimate.ts';
import type { MetricName } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';

/** One line per query: relevance by falling score; rows between bars tie. */
function ranking(...queries: readonly string[]): RankingEvidence {
  const rows = queries.flatMap((query, group) =>
    query.split('|').flatMap((tie, level) => [...tie].map((mark) => ({ group, score: -level, truth: Number(mark) }))),
  );
  return {
    task: 'ranking',
    classes: ['0', '1'],
    truth: Uint8Array.from(rows, ({ truth }) => truth),
    predicted: new Uint8Array(),
    score: Float64Array.from(rows, ({ score }) => score),
    group: Uint32Array.from(rows, ({ group }) => group),
  };
}

const point = (metric: MetricName, evidence: RankingEvidence): unknown => {
  const measured = measure(metric, evidence);
  return isDefined(measured) ? Number(measured.value.toFixed(9)) : measured;
};

describe('metrics of queries', () => {
  it.each<[MetricName, readonly string[], number]>([
    ['mrr', ['0|1|0', '1|0'], (1 / 2 + 1) / 2],
    ['mrr', ['0|0|0|1'], 1 / 4],
    ['precision-at-1', ['1|0', '0|1'], 1 / 2],
    ['precision-at-3', ['1|0|1|1'], 2 / 3],
    ['precision-at-10', ['1|1'], 2 / 10],
    ['recall-at-2', ['1|0|1|1', '0|1'], (1 / 3 + 1) / 2],
  ])('%s of %j', (metric, queries, expected) => {
    expect(point(metric, ranking(...queries))).toBeCloseTo(expected, 9);
  });

  it('leave out queries without a relevant row', () => {
    expect(measure('mrr', ranking('0|1', '0|0'))).toMatchObject({ value: 0.5, n: 1 });
  });

  it.each([
    ['no query has a relevant row', ranking('0|0'), 'no-queries'],
    ['there are no rows', ranking(), 'no-rows'],
  ])('are undefined when %s', (_why, evidence, reason) => {
    expect(measure('mrr', evidence)).toEqual({ undefined: reason });
  });

  it('decide nothing without a threshold or predictions', () => {
    expect(measure('f1', ranking('0|1'))).toEqual({ undefined: 'no-decisions' });
  });
});

describe('tied rows', () => {
  it('count by the mean over all their orders', () => {
    expect(point('mrr', ranking('001'))).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 3, 9);
    expect(point('mrr', ranking('0|11'))).toBeCloseTo(1 / 2, 9);
    expect(point('precision-at-2', ranking('1|100'))).toBeCloseTo((1 + 1 / 3) / 2, 9);
  });

  it('agree with trying every order', () => {
    const tie = fc.array(fc.constantFrom('0', '1'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(tie, (marks) => {
        fc.pre(marks.includes('1'));
        const orders = permutations(marks);
        const mean = orders.reduce((sum, order) => sum + 1 / (order.indexOf('1') + 1), 0) / orders.length;
        expect(point('mrr', ranking(marks.join('')))).toBeCloseTo(mean, 8);
      }),
    );
  });
});

describe('two rankings', () => {
  it('are compared query by query', () => {
    const better = ranking(...Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? '0|1' : '1|0')));
    const worse = ranking(...Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? '0|1' : '1|0')));
    const [now, before] = [measure('mrr', better), measure('mrr', worse)];
    if (!isDefined(now) || !isDefined(before)) throw new Error('no value');

    const found = compare('mrr', now, before, { candidate: better, champion: worse });

    expect(found).toMatchObject({ delta: 0.125, rows: 40, finding: 'not-shown' });
    expect(found.pAbove(0)).toBeLessThan(0.01);
  });
});

it('a model without answers neither fixes nor breaks a row', () => {
  const champion = ranking('0|1', '1|0');
  const candidate = { ...champion, predicted: champion.truth };

  expect(disagreement({ candidate, champion })).toEqual({ fixed: 0, broken: 0 });
});

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) =>
    permutations(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}
