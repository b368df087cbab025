import type { Bin, CalibrationBin, Curve, ModelCharts, Report, SliceReport } from '../../src/domain/report.ts';
import type { Figure, MetricReport, Verdict } from '../../src/domain/verdict.ts';
import { aGateResult } from './results.ts';

const digest = (digit: string) => digit.repeat(64);

/** A value with intervals as wide as 1,916 rows make them. */
const aFigure = (value: number, half = 0.012): Figure => ({ value, interval: [value - half, value + half], n: 1916 });

const aMetric = (metric: MetricReport['metric'], candidate: number, champion: number, half = 0.008): MetricReport => ({
  metric,
  candidate: aFigure(candidate),
  champion: aFigure(champion),
  delta: aFigure(candidate - champion, half),
});

/** Of a model that ranks the better the larger `skill` is; smooth, so that pictures do not depend on a random number. */
function aRoc(skill: number): Curve {
  return { points: Array.from({ length: 41 }, (_, index) => [index / 40, (index / 40) ** (1 / skill)] as const) };
}

function aPrecisionRecall(skill: number): Curve {
  return { points: Array.from({ length: 41 }, (_, index) => [index / 40, 1 - 0.6 * (index / 40) ** skill] as const) };
}

const aCalibration = (lean: number): readonly CalibrationBin[] =>
  Array.from({ length: 10 }, (_, index) => {
    const predicted = (index + 0.5) / 10;
    return { predicted, observed: predicted + lean * predicted * (1 - predicted), count: 60 + (index - 4.5) ** 2 * 20 };
  });

/** A bell over [from, to] in 25 bins. */
function aBell(from: number, to: number, centre: number, width: number, rows: number): readonly Bin[] {
  const step = (to - from) / 25;
  return Array.from({ length: 25 }, (_, index) => {
    const low = from + index * step;
    const height = Math.exp(-(((low + step / 2 - centre) / width) ** 2));
    return { from: low, to: low + step, count: Math.round(rows * height) };
  });
}

export const someCharts = (skill: number): ModelCharts => ({
  roc: aRoc(skill),
  precisionRecall: aPrecisionRecall(skill),
  calibration: aCalibration(0.6 - skill / 10),
  scores: { negative: aBell(0, 1, 0.22, 0.16, 190), positive: aBell(0, 1, 0.74, 0.18, 90) },
});

export const aSlice = (name: string, rows: number, candidate: number, champion: number): SliceReport => ({
  rule: name.split(' ')[0] ?? name,
  name,
  rows,
  metric: 'f1',
  candidate: aFigure(candidate, 1 / Math.sqrt(rows)),
  champion: aFigure(champion, 1 / Math.sqrt(rows)),
  delta: aFigure(candidate - champion, 0.6 / Math.sqrt(rows)),
});

/** A binary model that beats its champion by every gate, with everything a report can show; override what a test is about. */
export function aReport(overrides: Partial<Report> = {}): Report {
  return {
    schema: 'report-v1',
    verdict: aBinaryVerdict(),
    charts: { candidate: someCharts(4), champion: someCharts(3) },
    slices: [
      aSlice('region = north', 612, 0.871, 0.862),
      aSlice('region = south', 540, 0.843, 0.861),
      aSlice('18 ≤ age < 35', 288, 0.812, 0.83),
      aSlice('35 ≤ age < 65', 403, 0.88, 0.861),
      { ...aSlice('region = islands', 41, 0.8, 0.8), hidden: true },
    ],
    slicesLeftOut: 0,
    samples: { fixed: ['10023', '10991'], broken: ['10007', '12345', '15002'] },
    findings: [],
    history: [
      { at: '2026-08-02T09:00:00Z', version: 8, verdict: 'pass', metric: 'f1', value: 0.831, otherHeldOut: true },
      { at: '2026-09-01T09:00:00Z', version: 9, verdict: 'pass', metric: 'f1', value: 0.842 },
      { at: '2026-09-20T09:00:00Z', verdict: 'fail', metric: 'f1', value: 0.822 },
      { at: '2026-10-08T09:00:00Z', version: 10, verdict: 'pass', metric: 'f1', value: 0.851 },
      { at: '2026-11-02T09:00:00Z', version: 11, verdict: 'warn', metric: 'f1', value: 0.855 },
    ],
    judgedBefore: 3,
    provenance: {
      policy: digest('1'),
      heldOut: digest('b'),
      gateId: '5fc4a4d5b8f7',
      commit: digest('9').slice(0, 40),
      run: 'https://github.com/org/churn/actions/runs/42',
    },
    ...overrides,
  };
}

/** Nothing but a verdict and where it comes from. */
export const aBareReport = (verdict: Verdict): Report => ({
  schema: 'report-v1',
  verdict,
  charts: { candidate: {} },
  slices: [],
  slicesLeftOut: 0,
  findings: [],
  history: [],
  judgedBefore: 0,
  provenance: { policy: digest('1'), heldOut: verdict.heldOut.digest, gateId: '5fc4a4d5b8f7' },
});

export function aBinaryVerdict(overrides: Partial<Verdict> = {}): Verdict {
  return {
    schema: 'gate-v1',
    verdict: 'pass',
    model: 'churn',
    task: 'binary',
    candidate: { digest: digest('e'), job: 'churn-0123456789ab', image: `sha256:${digest('c')}` },
    champion: { digest: digest('f'), version: 11, source: 'endpoint' },
    heldOut: { digest: digest('b'), rows: 1916 },
    gates: [aFloor(), aNotWorse()],
    metrics: [
      aMetric('accuracy', 0.9012, 0.8971),
      aMetric('precision', 0.8816, 0.8782),
      aMetric('recall', 0.8421, 0.835),
      aMetric('f1', 0.8614, 0.856),
      aMetric('roc-auc', 0.9377, 0.931),
      aMetric('log-loss', 0.2718, 0.281),
    ],
    disagreement: { fixed: 41, broken: 30 },
    confusion: {
      classes: ['no', 'yes'],
      candidate: [
        [1402, 58],
        [72, 384],
      ],
    },
    ...overrides,
  };
}

export const aFloor = () =>
  aGateResult({
    id: 'f1-floor',
    metric: 'f1',
    rule: '≥ 0.85',
    value: 0.8614,
    interval: [0.8494, 0.8734],
    file: 'mlops.yml',
    line: 14,
    sentence: 'Metric "f1" is 0.8614 on 1,916 rows; gate "f1-floor" needs ≥ 0.85 (mlops.yml:14).',
  });

export const aNotWorse = () =>
  aGateResult({
    id: 'f1-champion',
    metric: 'f1',
    rule: 'not worse than the champion by more than 0.01',
    value: 0.8614,
    interval: [0.8494, 0.8734],
    champion: 0.856,
    delta: 0.0054,
    deltaInterval: [-0.0026, 0.0134],
    pValue: 0.86,
    smallestDropSeen: 0.0121,
    file: 'mlops.yml',
    line: 15,
    sentence:
      'Metric "f1" is 0.8614, the champion has 0.8560; the difference of +0.0054 is within what gate "f1-champion" allows (mlops.yml:15).',
  });

/** Worse than the champion, and not enough rows to say so of the ranking. */
export const aFailure = () =>
  aGateResult({
    id: 'f1-champion',
    metric: 'f1',
    rule: 'not worse than the champion by more than 0.01',
    outcome: 'fail',
    value: 0.8214,
    interval: [0.8094, 0.8334],
    champion: 0.856,
    delta: -0.0346,
    deltaInterval: [-0.0431, -0.0261],
    pValue: 0.0004,
    smallestDropSeen: 0.0121,
    file: 'mlops.yml',
    line: 15,
    sentence:
      'Metric "f1" fell from 0.8560 to 0.8214 (p = 0.0004); gate "f1-champion" allows a drop of 0.01 (mlops.yml:15).',
  });

export const anUndecided = () =>
  aGateResult({
    id: 'auc-better',
    metric: 'roc-auc',
    rule: 'non-inferior to the champion by 0.01',
    outcome: 'inconclusive',
    value: 0.9377,
    interval: [0.9257, 0.9497],
    champion: 0.936,
    delta: 0.0017,
    deltaInterval: [-0.0121, 0.0155],
    smallestDropSeen: 0.0214,
    rowsNeeded: 5240,
    code: 'TOO_FEW_ROWS',
    file: 'mlops.yml',
    line: 17,
    sentence:
      'Metric "roc-auc" differs by +0.0017 [−0.0121, 0.0155]; gate "auc-better" cannot rule out a drop of 0.01 on 1,916 rows (mlops.yml:17).',
  });

export const aSliceWarning = () =>
  aGateResult({
    id: 'recall-brands',
    metric: 'recall',
    rule: '≥ 0.6',
    outcome: 'warn',
    severity: 'warn',
    // Of the worst slice, as every gate on slices has them.
    value: 0.4881,
    interval: [0.384, 0.5932],
    n: 84,
    slices: [
      { slice: 'brand = acme', rows: 84, outcome: 'warn', value: 0.4881, interval: [0.384, 0.5932] },
      { slice: 'brand = zenith', rows: 61, outcome: 'warn', value: 0.5574, interval: [0.433, 0.6753] },
      { slice: 'brand = orion', rows: 212, outcome: 'pass', value: 0.7311 },
    ],
    file: 'mlops.yml',
    line: 19,
    sentence:
      'Metric "recall" is 0.4881 on slice "brand = acme" (84 rows) and below 0.6 on 1 more; gate "recall-brands" only warns (mlops.yml:19).',
  });

/** Refused by one gate, undecided by another, with a warning on slices and findings in the data. */
export function aRefusal(overrides: Partial<Report> = {}): Report {
  return aReport({
    verdict: aBinaryVerdict({
      verdict: 'fail',
      gates: [{ ...aFloor(), outcome: 'pass' }, aFailure(), anUndecided(), aSliceWarning()],
      metrics: [
        aMetric('accuracy', 0.8712, 0.8971),
        aMetric('recall', 0.7921, 0.835),
        aMetric('f1', 0.8214, 0.856, 0.0085),
        aMetric('roc-auc', 0.9377, 0.936, 0.0138),
        aMetric('log-loss', 0.3018, 0.281),
      ],
      disagreement: { fixed: 12, broken: 61 },
      judgedBefore: 3,
    }),
    charts: { candidate: someCharts(2.6), champion: someCharts(3) },
    slices: [
      aSlice('brand = acme', 84, 0.61, 0.73),
      aSlice('region = north', 612, 0.831, 0.862),
      aSlice('region = south', 540, 0.823, 0.861),
      aSlice('35 ≤ age < 65', 403, 0.86, 0.861),
    ],
    findings: [
      {
        code: 'TEST_ROWS_IN_TRAINING',
        severity: 'error',
        table: 'held-out',
        count: 212,
        of: 1916,
        message: '212 of 1,916 held-out rows are also in train.',
        samples: ['10007', '10011', '10019'],
      },
      {
        code: 'DISTRIBUTION_DRIFTED',
        severity: 'drift',
        table: 'held-out',
        column: 'age',
        count: 1916,
        of: 1916,
        message: 'Column "age" moved by PSI 0.31; the limit is 0.25.',
        samples: [],
        drift: { measure: 'psi', value: 0.31, limit: 0.25, floor: 0.02 },
      },
    ],
    ...overrides,
  });
}

export const aRegression = (): Report =>
  without(
    aReport({
      verdict: {
        ...without(aBinaryVerdict(), 'confusion', 'disagreement'),
        verdict: 'inconclusive',
        model: 'wine-quality',
        task: 'regression',
        gates: [
          {
            ...anUndecided(),
            id: 'rmse-better',
            metric: 'rmse',
            rule: 'shown to be better than the champion',
            value: 0.6218,
            interval: [0.6098, 0.6338],
            champion: 0.6258,
            delta: -0.004,
            deltaInterval: [-0.011, 0.003],
            smallestDropSeen: 0.0094,
            sentence:
              'Metric "rmse" differs by −0.0040 [−0.0110, 0.0030]; gate "rmse-better" cannot tell it from none (mlops.yml:9).',
          },
        ],
        metrics: [aMetric('rmse', 0.6218, 0.6258, 0.007), aMetric('mae', 0.4421, 0.447)],
      },
      charts: { candidate: { residuals: aBell(-2.5, 2.5, 0.05, 0.62, 300) } },
      slices: [],
      history: [],
      judgedBefore: 0,
    }),
    'samples',
  );

/** Product similarity: 310 queries of 4,000 pairs in all, judged by their first places; scores that are no probabilities. */
export function aRanking(): Report {
  const { calibration: _none, ...charts } = someCharts(4);
  const { calibration: _neither, ...others } = someCharts(3);
  const ofQueries = (figure: Figure): Figure => ({ ...figure, n: 310 });
  const metrics = [
    aMetric('mrr', 0.8721, 0.8402, 0.021),
    aMetric('precision-at-5', 0.412, 0.4087, 0.011),
    aMetric('recall-at-5', 0.9312, 0.9104, 0.014),
  ].map(({ metric, candidate, champion = candidate, delta = candidate }) => ({
    metric,
    candidate: ofQueries(candidate),
    champion: ofQueries(champion),
    delta: ofQueries(delta),
  }));
  return without(
    aReport({
      verdict: {
        ...without(aBinaryVerdict(), 'confusion', 'disagreement'),
        verdict: 'inconclusive',
        model: 'product-similarity',
        task: 'ranking',
        heldOut: { digest: digest('b'), rows: 4000 },
        groups: 310,
        gates: [anUndecidedRanking()],
        metrics: [...metrics, { metric: 'f1', candidate: { value: null, undefined: 'no-decisions' } }],
      },
      charts: { candidate: charts, champion: others },
      slices: [],
      history: [],
      judgedBefore: 0,
    }),
    'samples',
  );
}

const anUndecidedRanking = () =>
  aGateResult({
    ...anUndecided(),
    id: 'mrr-better',
    metric: 'mrr',
    rule: 'shown to be better than the champion',
    confidence: 0.99,
    value: 0.8721,
    interval: [0.8601, 0.8841],
    n: 310,
    champion: 0.8402,
    delta: 0.0319,
    deltaInterval: [-0.0011, 0.0649],
    pValue: 0.98,
    smallestDropSeen: 0.0441,
    rowsNeeded: 480,
    code: 'NOT_PROVEN',
    line: 12,
    sentence:
      'Metric "mrr" is 0.8721 against the champion\'s 0.8402, Δ +0.0319 [−0.0011, 0.0649] on 310 queries: not shown to be better, as gate "mrr-better" asks (480 queries would, should it stay so) (mlops.yml:12).',
  });

export const aMulticlass = (): Report =>
  without(
    aReport({
      verdict: {
        ...without(aBinaryVerdict(), 'champion', 'disagreement'),
        verdict: 'warn',
        model: 'tickets',
        task: 'multiclass',
        championLevel: 'D',
        gates: [
          { ...aFloor(), metric: 'accuracy', id: 'accuracy-floor' },
          aSliceWarning(),
          aGateResult({
            id: 'accuracy-champion',
            outcome: 'skipped',
            code: 'FIRST_MODEL',
            rule: 'not worse than the champion by more than 0.01',
            sentence: 'There is no champion yet; gate "accuracy-champion" was not asked (mlops.yml:15).',
          }),
        ],
        metrics: [
          { metric: 'accuracy', candidate: aFigure(0.8614) },
          { metric: 'f1', candidate: aFigure(0.8301) },
          { metric: 'precision', candidate: { value: null, undefined: 'no-predicted-positives' } },
        ],
        confusion: {
          classes: ['billing', 'bug', 'question', 'other'],
          candidate: [
            [402, 12, 30, 4],
            [9, 381, 22, 18],
            [31, 17, 512, 21],
            [2, 33, 40, 382],
          ],
        },
      },
      charts: { candidate: {} },
      slices: [],
      history: [],
    }),
    'samples',
  );

/** Judged on a pull request against its base, which it would loosen; 4,000 rows of 310 queries. */
export const aRehearsal = (overrides: Partial<Report['rehearsal'] & object> = {}): Report => ({
  ...aReport({ judgedBefore: 0, history: [] }),
  verdict: aBinaryVerdict({
    champion: { digest: digest('f'), source: 'base' },
    method: 'histogram',
    bound: 0.00013,
    groups: 310,
    effectiveRows: 1411.6,
  }),
  rehearsal: {
    head: '4f1c0de94f1c0de94f1c0de94f1c0de94f1c0de9',
    base: 'ba5e0fba5e0fba5e0fba5e0fba5e0fba5e0fba5e',
    changedFiles: ['model/train.py', 'mlops.yml', 'libs/text/tokens.py'],
    rules: [
      { what: 'gates', text: 'f1-floor: ≥ 0.85 becomes ≥ 0.70', file: 'mlops.yml', loosens: true },
      { what: 'scorer', text: 'model/validate.py is edited', file: 'model/validate.py' },
    ],
    ...overrides,
  },
});

/** Names as an attacker would choose them. */
export const HOSTILE =
  '@team #12 <img src=x onerror=alert(1)> ](http://evil.example) `x` | \n# big \u202Etxt.exe $x$ </details>';

/** Every text of users is hostile. */
export function aHostileReport(): Report {
  const report = aRefusal();
  const { verdict } = report;
  return {
    ...report,
    verdict: {
      ...verdict,
      model: HOSTILE,
      candidate: { ...verdict.candidate, job: HOSTILE, image: HOSTILE },
      gates: verdict.gates.map((gate) => ({
        ...gate,
        id: HOSTILE,
        rule: HOSTILE,
        sentence: HOSTILE,
        file: HOSTILE,
        ...(gate.slices === undefined ? {} : { slices: gate.slices.map((slice) => ({ ...slice, slice: HOSTILE })) }),
      })),
      confusion: {
        classes: [HOSTILE, `${HOSTILE} 2`],
        candidate: [
          [1, 2],
          [3, 4],
        ],
      },
    },
    slices: report.slices.map((slice) => ({ ...slice, name: HOSTILE, rule: HOSTILE, metric: HOSTILE })),
    samples: { fixed: [HOSTILE], broken: [HOSTILE] },
    findings: report.findings.map((finding) => ({
      ...finding,
      table: HOSTILE,
      column: HOSTILE,
      message: HOSTILE,
      samples: [HOSTILE],
      file: HOSTILE,
    })),
    history: report.history.map((point) => ({ ...point, at: HOSTILE, verdict: HOSTILE, metric: HOSTILE })),
    rehearsal: {
      head: '4f1c0de94f1c0de94f1c0de94f1c0de94f1c0de9',
      base: 'ba5e0fba5e0fba5e0fba5e0fba5e0fba5e0fba5e',
      changedFiles: [HOSTILE],
      rules: [{ what: 'gates', text: HOSTILE, file: HOSTILE, loosens: true }],
    },
    provenance: { ...report.provenance, gateId: HOSTILE, run: `javascript:${HOSTILE}` },
  };
}

/** More slices than anything but the record shows. */
export const manySlices = (slices = 540): Report =>
  aRefusal({
    slices: Array.from({ length: slices }, (_, index) =>
      aSlice(`brand = maker ${String(index).padStart(3, '0')}`, 60 + index, 0.7 + index / 4000, 0.8),
    ),
    slicesLeftOut: 1204,
  });

/** One report of every kind, by what it shows. */
export const someReports = (): Readonly<Record<string, Report>> => ({
  pass: aReport(),
  fail: aRefusal(),
  inconclusive: aRegression(),
  ranking: aRanking(),
  warn: aMulticlass(),
  rehearsal: aRehearsal(),
  'not-evaluated': {
    ...aRehearsal({ notEvaluated: 'the held-out rows are not readable here' }),
    verdict: unmeasured({ verdict: 'incomplete', candidate: { digest: '0'.repeat(64), job: '', image: '' } }),
    charts: { candidate: {} },
    slices: [],
  },
  'dry-run': aRefusal({ verdict: { ...aRefusal().verdict, mode: 'dry-run' } }),
  off: aReport({
    verdict: unmeasured({ verdict: 'off', mode: 'off' }),
    charts: { candidate: {} },
    slices: [],
  }),
  identical: aReport({
    verdict: {
      ...without(aBinaryVerdict({ verdict: 'identical', gates: [aFloor()] }), 'disagreement'),
      metrics: [{ metric: 'f1', candidate: aFigure(0.8614) }],
    },
    charts: { candidate: someCharts(4) },
    slices: [],
  }),
  incomplete: aReport({
    verdict: unmeasured({ verdict: 'incomplete' }),
    charts: { candidate: {} },
    slices: [],
  }),
});

/** A verdict that came before anything was measured. */
const unmeasured = (overrides: Partial<Verdict>): Verdict =>
  without(aBinaryVerdict({ gates: [], metrics: [], ...overrides }), 'confusion', 'disagreement');

function without<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;
}
