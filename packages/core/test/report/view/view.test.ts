import { describe, expect, it } from '@jest/globals';
import { metricRows } from '../../../src/report/metric-rows.ts';
import { plain } from '../../../src/report/plain.ts';
import { decidingLine } from '../../../src/report/text/verdict-parts.ts';
import { decidingGate, rowsToDecide, ruleText, troubled } from '../../../src/report/view/deciding.ts';
import { caveats, measuredOn } from '../../../src/report/view/evidence.ts';
import { figureText } from '../../../src/report/view/figures.ts';
import { headline } from '../../../src/report/view/headline.ts';
import { dayOf, historyOf, nameOf } from '../../../src/report/view/history.ts';
import { hiddenSlices, worstSlices } from '../../../src/report/view/slices.ts';
import {
  aBinaryVerdict,
  aFailure,
  aFloor,
  aNotWorse,
  anUndecided,
  aRefusal,
  aReport,
  aSlice,
  aSliceWarning,
} from '../a-report.ts';
import { aGateResult } from '../results.ts';

describe('what figures rest on', () => {
  it('are rows that training never saw, as far as that is known here', () => {
    const verdict = aBinaryVerdict();
    const given = { ...verdict, candidate: { ...verdict.candidate, predictions: ['out.csv'] } };

    expect(measuredOn(verdict)).toContain('held-out rows that training never saw.');
    expect(measuredOn(given)).toContain('held-out rows; whether training saw any is not known here.');
  });

  it('are rows that wear out', () => {
    expect(caveats(aBinaryVerdict(), 19).at(-1)).toMatch(/^19 other candidates were judged .* than it is\.$/);
    expect(caveats(aBinaryVerdict(), 20).at(-1)).toMatch(/than it is, and fresh rows would tell more\.$/);
  });
});

describe('the headline', () => {
  it('counts no gates where none was asked, and says that the data refuses', () => {
    const reason = (verdict: 'fail' | 'pass') => headline({ verdict: aBinaryVerdict({ verdict, gates: [] }) }).reason;

    expect(reason('fail')).toBe('its data refuses it, so no gate was asked');
    expect(reason('pass')).toBe('no gate was asked');
  });

  it.each([
    [{ verdict: 'fail', mode: 'enforce' }, 'fail', 'Refused'],
    [{ verdict: 'fail', mode: 'dry-run' }, 'warn', 'Dry run: would have been refused'],
    [{ verdict: 'pass', mode: 'dry-run' }, 'pass', 'Dry run: would have passed'],
    [{ verdict: 'inconclusive' }, 'inconclusive', 'Refused'],
    [{ verdict: 'incomplete', mode: 'dry-run' }, 'fail', 'Refused'],
    [{ verdict: 'off', mode: 'off' }, 'neutral', 'Not judged'],
    [{ verdict: 'pass', mode: 'off' }, 'neutral', 'Not judged'],
  ] as const)('of %j is %s: %s', (verdict, state, word) => {
    expect(headline({ verdict: aBinaryVerdict(verdict) })).toMatchObject({ state, word });
  });

  it('of what was not evaluated is neutral, whatever its verdict says', () => {
    const rehearsal = { head: 'a', base: 'b', changedFiles: [], rules: [], notEvaluated: 'no data' };

    expect(headline({ verdict: aBinaryVerdict(), rehearsal })).toMatchObject({ state: 'neutral', mark: '⚪' });
  });
});

describe('gates', () => {
  it('in trouble come the most serious first', () => {
    const gates = [aSliceWarning(), aFloor(), anUndecided(), aFailure()];

    expect(troubled({ gates }).map(({ outcome }) => outcome)).toEqual(['fail', 'inconclusive', 'warn']);
  });

  it('decide by a comparison before a floor', () => {
    expect(decidingGate({ gates: [aFloor(), aNotWorse()] })?.id).toBe('f1-champion');
    expect(decidingGate({ gates: [] })).toBeUndefined();
  });

  it.each([
    [aFloor(), '≥ 0.85'],
    [aSliceWarning(), '≥ 0.6, on 3 slices, only warns'],
    [
      aGateResult({ slices: [{ slice: 'brand = tiny', rows: 3, outcome: 'skipped', value: null }] }),
      '≥ 0.9, on 0 slices',
    ],
  ])('read with where they look', (gate, text) => {
    expect(ruleText(gate)).toBe(text);
  });

  it('that are decided need no more rows', () => {
    expect(rowsToDecide(anUndecided())).toBe(5240);
    expect(rowsToDecide({ ...aFailure(), rowsNeeded: 22_577 })).toBeUndefined();
  });

  it('on numbers of a file have a row among the metrics', () => {
    const latency = aGateResult({
      ...{ metric: 'latency-p95-ms', from: 'metrics.json', rule: '≤ 50' },
      ...{ value: 41.5, interval: null, n: null },
    });
    const rows = metricRows(aBinaryVerdict({ gates: [latency, aFloor()] }));

    expect(rows[0]).toEqual({
      metric: 'latency-p95-ms',
      candidate: '41.5',
      champion: '–',
      delta: '–',
      rule: '≤ 50, in metrics.json',
      mark: '✅',
    });
    expect(rows.filter(({ metric }) => metric === 'f1')).toHaveLength(1);
  });

  it('on numbers of a file are not told beside what was measured under the same name', () => {
    const own = aGateResult({
      metric: 'f1',
      from: 'metrics.json',
      rule: '≥ 0.99',
      value: 0.995,
      interval: null,
      n: null,
    });
    const verdict = aBinaryVerdict({ gates: [own] });
    const rows = metricRows(verdict).filter(({ metric }) => metric === 'f1');

    expect(rows.map(({ candidate, rule, mark }) => [candidate, rule, mark])).toEqual([
      ['0.9950', '≥ 0.99, in metrics.json', '✅'],
      ['0.8614 [0.8494, 0.8734]', '', ''],
    ]);
    expect(decidingLine(aReport({ verdict }))).toMatch(/^\*\*Deciding:\*\* `f1` 0\.9950 · in `metrics\.json` ·/);
  });
});

describe('slices', () => {
  const slices = [
    aSlice('a', 100, 0.9, 0.7),
    aSlice('b', 100, 0.6, 0.7),
    { ...aSlice('c', 9, 0.1, 0.9), hidden: true as const },
    { ...aSlice('d', 100, 0.5, 0.7), delta: { value: null }, candidate: { value: null } },
  ];

  it('come those without a value first, then those that lost most', () => {
    expect(worstSlices({ slices }).map(({ name }) => name)).toEqual(['d', 'b', 'a']);
  });

  it('know that less of some metrics is better', () => {
    const losses = slices.map((slice) => ({ ...slice, metric: 'log-loss' }));

    expect(worstSlices({ slices: losses }).map(({ name }) => name)).toEqual(['d', 'a', 'b']);
  });

  it('too small to be judged stand apart', () => {
    expect(hiddenSlices({ slices }).map(({ name }) => name)).toEqual(['c']);
  });
});

describe('what stands behind the figures', () => {
  it('is said with whom was compared', () => {
    expect(measuredOn(aBinaryVerdict())).toContain(
      'Against the champion, 41 answers became right and 30 became wrong.',
    );
  });

  it.each([
    [{ championLevel: 'C' }, 'unpaired and weak'],
    [{ effectiveRows: 1411.6 }, 'as much as 1,412 equal ones'],
    [{ groups: 310 }, '310 groups'],
    [{ method: 'histogram', bound: 0.00003 }, 'roc-auc of all rows is off by 0.00003 at most'],
    [{ judgedBefore: 1 }, '1 other candidate was judged on these very rows before'],
  ] as const)('is weakened by %j', (facts, text) => {
    expect(caveats(aBinaryVerdict(facts)).join()).toContain(text);
  });

  it('is not weakened without a reason', () => {
    expect(caveats(aBinaryVerdict({ championLevel: 'A', method: 'exact', effectiveRows: 1916 }))).toEqual([]);
  });
});

describe('history', () => {
  it('ends with the verdict of today', () => {
    expect(historyOf(aReport()).map(nameOf)).toEqual(['v8', 'v9', '09-20', 'v10', 'v11', 'now']);
    expect(historyOf(aRefusal()).at(-1)).toMatchObject({ value: 0.8214, now: true });
  });

  it('shows no date that is none', () => {
    expect(dayOf({ at: '<script>', verdict: 'pass', metric: 'f1', value: 1 })).toBe('unknown');
  });
});

it.each([
  [{ value: 0.5, interval: [0.4, 0.6] }, false, '0.5000 [0.4000, 0.6000]'],
  [{ value: -0.5 }, true, '−0.5000'],
  [{ value: null, undefined: 'one-class' }, false, 'no value (only one class)'],
  [{ value: null }, false, 'no value'],
] as const)('reads %j (signed: %s) as %s', (figure, signed, text) => {
  expect(figureText(figure, signed)).toBe(text);
});

it.each([
  ['a\u0000b\u202Ec', 10, 'abc'],
  [' two\n lines ', 20, 'two lines'],
  ['😀😀😀', 4, '😀…'],
  ['\uD83D', 4, '\uFFFD'],
])('cleans %j to at most %d units', (text, longest, cleaned) => {
  expect(plain(text, longest)).toBe(cleaned);
});
