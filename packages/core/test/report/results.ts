import type { GateResult } from '../../src/domain/gates/gate.ts';
import type { Figure, Verdict } from '../../src/domain/verdict.ts';
import type { ServeResult, TrainResult } from '../../src/stages/results.ts';
import { aBareReport } from './a-report.ts';

const digest = (digit: string) => digit.repeat(64);

const channel = (name: string, digit: string, rows: number) => ({
  name,
  path: `data/${name}.csv`,
  uri: `s3://mlops-local/data/${name}`,
  digest: digest(digit),
  rows,
  bytes: 4096,
});

/** A candidate that beats its champion and is registered; override what a test is about. */
export function aTrainResult(overrides: Partial<TrainResult> = {}): TrainResult {
  const verdict = overrides.verdict ?? aVerdict();
  return {
    outcome: 'registered',
    model: 'churn',
    destination: 'local',
    data: { channels: [channel('train', 'a', 398)], heldOut: channel('held-out', 'b', 171) },
    image: { reference: `local/churn@sha256:${digest('c')}`, unchanged: true, summary: '12 files, Python 3.11.7' },
    training: {
      name: 'churn-0123456789ab',
      spec: digest('d'),
      adopted: false,
      artefactUri: 's3://mlops-local/jobs/churn-0123456789ab/output/model.tar.gz',
      seconds: 4.2,
      modelDigest: digest('e'),
      image: `local/churn@sha256:${digest('c')}`,
    },
    verdict,
    package: { group: 'churn', version: 3, approval: 'Approved', adopted: false },
    report: aBareReport(verdict),
    records: {
      gate: '/state/records/churn/gate.json',
      lineage: '/state/records/churn/lineage.json',
      report: '/state/records/churn/report.json',
      html: '/state/records/churn/report.html',
      metrics: '/state/records/churn/metrics.json',
      modelCard: '/state/records/churn/model-card.md',
    },
    ...overrides,
  };
}

/** The endpoint was updated to version 3 and says so itself. */
export function aServeResult(overrides: Partial<ServeResult> = {}): ServeResult {
  return {
    outcome: 'deployed',
    endpoint: 'churn',
    destination: 'local',
    generation: 7,
    package: { group: 'churn', version: 3 },
    modelDigest: digest('e'),
    image: `local/churn@sha256:${digest('c')}`,
    previousModelDigest: digest('f'),
    proof: {
      configName: 'churn-g7-0123456789ab',
      resolvedImage: `local/churn@sha256:${digest('c')}`,
      modelUri: `s3://mlops-local/models/sha256-${digest('e')}/model.tar.gz`,
    },
    smoke: [
      {
        name: 'a loyal customer',
        status: 200,
        passed: true,
        milliseconds: 11.6,
        answer: '{"predictions":[{"prediction":"no","score":0.03}]}',
        modelDigest: digest('e'),
      },
    ],
    records: { ledger: '/state/records/churn/ledger/000007.json' },
    ...overrides,
  };
}

/** Two gates that hold against a champion, and a metric nobody judges. */
export function aVerdict(overrides: Partial<Verdict> = {}): Verdict {
  return {
    schema: 'gate-v1',
    verdict: 'pass',
    model: 'churn',
    task: 'binary',
    candidate: { digest: digest('e'), job: 'churn-0123456789ab', image: `sha256:${digest('c')}` },
    champion: { digest: digest('f'), version: 2, source: 'endpoint' },
    heldOut: { digest: digest('b'), rows: 1916 },
    gates: [
      aGateResult({
        id: 'roc-auc-min',
        metric: 'roc-auc',
        rule: '≥ 0.95',
        sentence: 'Metric "roc-auc" is 0.9871 on 1,916 rows; gate "roc-auc-min" needs ≥ 0.95 (mlops.yml:14).',
      }),
      aGateResult({
        id: 'accuracy-champion',
        metric: 'accuracy',
        rule: 'not worse than the champion by more than 0.01',
        sentence:
          'Metric "accuracy" is 0.9591, the champion has 0.9532; gate "accuracy-champion" allows a drop of 0.01.',
      }),
    ],
    metrics: [
      {
        metric: 'accuracy',
        candidate: aFigure(0.9591),
        champion: aFigure(0.9532),
        delta: { value: 0.0058, interval: [-0.012, 0.0236], n: 1916 },
      },
      { metric: 'log-loss', candidate: { value: null, undefined: 'no-score' } },
      { metric: 'roc-auc', candidate: aFigure(0.9871) },
    ],
    disagreement: { fixed: 41, broken: 30 },
    ...overrides,
  };
}

const aFigure = (value: number): Figure => ({ value, interval: [value - 0.02, value + 0.01], n: 1916 });

export const aGateResult = (overrides: Partial<GateResult>): GateResult => ({
  id: 'accuracy-min',
  metric: 'accuracy',
  rule: '≥ 0.9',
  outcome: 'pass',
  value: 0.9591,
  interval: [0.9391, 0.9691],
  n: 1916,
  champion: null,
  delta: null,
  deltaInterval: null,
  smallestDropSeen: null,
  code: null,
  sentence: 'Metric "accuracy" is 0.9591 on 1,916 rows; gate "accuracy-min" needs ≥ 0.9.',
  ...overrides,
});

/** The same comparison lost: worse than the champion, one gate undecided, nothing registered. */
export function aRejectedResult(): TrainResult {
  const gates = [
    aGateResult({
      outcome: 'inconclusive',
      sentence: 'Gate "roc-auc-champion" cannot decide on 12 rows.',
    }),
    aGateResult({
      outcome: 'fail',
      sentence: 'Metric "accuracy" fell by 0.0700 (p = 0.0004); gate "accuracy-champion" allows 0.01.',
    }),
  ];
  const { package: _, ...result } = aTrainResult({
    outcome: 'rejected',
    verdict: aVerdict({ verdict: 'fail', gates }),
  });
  return result;
}
