import type { Task } from '@mlops-actions/evaluation';
import fc from 'fast-check';

const BY_ANSWER = ['accuracy', 'balanced-accuracy', 'precision', 'recall', 'f1', 'mcc'];
const BY_SCORE = ['specificity', 'roc-auc', 'average-precision', 'log-loss', 'brier', 'ece'];

const METRICS: Readonly<Record<Task, readonly string[]>> = {
  binary: [...BY_ANSWER, ...BY_SCORE],
  multiclass: BY_ANSWER,
  regression: ['rmse', 'mse', 'mae', 'r2'],
  ranking: [...BY_ANSWER, 'mrr', 'precision-at-3', 'recall-at-2'],
};

/** Better when lower, so that a floor is refused. */
const LOSSES = ['log-loss', 'brier', 'ece', 'rmse', 'mse', 'mae'];

/** Nearly always something that the grammar knows; now and then anything. */
const often = <T>(known: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 80, arbitrary: known },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(null, '', [], {}, true, -1, 1e300, 'yes', '5 %', '__proto__', [null]),
    },
  );

const words = (...list: readonly string[]) => often(fc.constantFrom(...list));
const numbers = often(fc.constantFrom(0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.85, 0.9, 0.95, 0.99, 1));
const columns = fc.constantFrom('region', 'age', 'vip', 'absent');

const limits = fc.oneof(
  fc.record({ min: numbers }),
  fc.record({ min: numbers }),
  fc.record({ max: numbers }),
  fc.record({ between: often(fc.constantFrom([0, 1], [0, 0.7], [0.2, 0.9], [0.9, 0.2], [0])) }),
);

const comparisons = fc.oneof(
  fc.record({ vs: words('champion') }),
  fc.record({ vs: words('champion'), rule: words('not-worse', 'non-inferior'), margin: numbers }),
  fc.record({ vs: words('champion'), rule: words('better') }),
  fc.record({ vs: words('champion'), 'max-drop': numbers }),
  fc.record({ vs: words('champion'), 'max-drop-percent': numbers }),
);

const slicing = fc.record(
  {
    slices: often(fc.uniqueArray(columns, { minLength: 1, maxLength: 3 })),
    'min-rows': often(fc.constantFrom(1, 20, 50)),
  },
  { requiredKeys: ['slices'] },
);

const rules = fc.oneof(
  { weight: 4, arbitrary: limits },
  { weight: 5, arbitrary: comparisons },
  { weight: 2, arbitrary: joined(slicing, limits) },
  { weight: 3, arbitrary: joined(slicing, comparisons) },
  { weight: 2, arbitrary: joined(slicing, fc.record({ 'max-gap': numbers })) },
  { weight: 2, arbitrary: joined(fc.record({ from: words('metrics.json', 'broken.json', 'absent.json') }), limits) },
  { weight: 1, arbitrary: joined(limits, comparisons) },
);

const softness = fc.record(
  { severity: words('block', 'warn'), inconclusive: words('block', 'warn') },
  { requiredKeys: [] },
);

function joined(...parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<object> {
  return fc.tuple(...parts).map((list) => Object.assign({}, ...list) as object);
}

const gateOf = (task: Task): fc.Arbitrary<object> =>
  joined(fc.record({ metric: words(...METRICS[task]) }), rules, softness).map((gate) => {
    const { metric, min, ...rest } = gate as Readonly<Record<string, unknown>>;
    return min === undefined || !LOSSES.includes(String(metric)) ? gate : { metric, max: min, ...rest };
  });

const sliceRule = fc.oneof(
  fc.record({ by: often(fc.constant(['region'])), required: often(fc.boolean()) }, { requiredKeys: ['by'] }),
  fc.record({ by: often(fc.constant(['age'])), bins: often(fc.constantFrom([18], [18, 65], [65, 18])) }),
  fc.record({ name: words('vip'), where: often(fc.constant({ segment: 'vip' })), required: often(fc.boolean()) }),
);

const validateOf = (task: Task) =>
  fc.record(
    {
      gates: often(fc.array(gateOf(task), { minLength: 1, maxLength: 3 })),
      slices: often(fc.uniqueArray(sliceRule, { maxLength: 3, selector: (rule) => Object.keys(rule).join() })),
      mode: words('enforce', 'dry-run'),
      inconclusive: words('block', 'warn'),
      'first-model': words('pass', 'fail'),
      confidence: often(fc.constantFrom(0.8, 0.95, 0.999)),
      correction: words('holm', 'none'),
    },
    { requiredKeys: ['gates'] },
  );

/** Documents around the grammar of gates: most load, many are refused. JSON, which is YAML too. */
export const policies: fc.Arbitrary<string> = fc
  .constantFrom<Task[]>('binary', 'binary', 'multiclass', 'regression', 'ranking')
  .chain((task) => validateOf(task).map((validate) => ({ task, validate })))
  .map((rest) =>
    JSON.stringify({
      version: 1,
      model: 'churn',
      data: { channels: { train: 'a.csv' }, 'held-out': 'b.csv', columns: { label: 'y', group: 'query' } },
      train: { script: 'model/train.py' },
      ...rest,
    }),
  );
