import { describe, expect, it } from '@jest/globals';
import { explainConfig } from '../../src/config/explain.ts';
import { load, minimal } from './files.ts';

const validateOf = async (text: string) =>
  (await load(minimal(['{ gates: [{ metric: roc-auc, min: 0.80 }] }', `{ ${text} }`]))).config.validate;

const gate = async (text: string) => (await validateOf(`gates: [{ metric: f1, ${text} }]`)).gates[0];

/** Every key of the grammar at once. */
const WHOLE_GRAMMAR = `version: 1
model: product-similarity
task: binary
watch: [libs/text/**]
data:
  channels: { train: data/train.csv }
  held-out: data/test.csv
  columns: { id: pair_id, label: match, group: query_id, weight: w }
  schema: data/schema.yml
train: { script: model/train.py }
validate:
  script: model/validate.py
  threshold: 0.5
  mode: enforce
  inconclusive: block
  first-model: pass
  confidence: 0.95
  correction: holm
  exact-rows: 200000
  slices:
    - { by: [region], min-rows: 200 }
    - { by: [age], bins: [18, 35, 65] }
    - { name: vip, where: { segment: vip }, required: true }
  gates:
    - { id: f1-floor, metric: f1, min: 0.85 }
    - { metric: f1, vs: champion, rule: not-worse, margin: 0.01 }
    - { metric: log-loss, vs: champion, rule: better }
    - { metric: roc-auc, vs: champion, rule: non-inferior, margin: 0.01 }
    - { metric: f1, vs: champion, max-drop: 0.02 }
    - { metric: recall, slices: [brand], min: 0.60, min-rows: 50 }
    - { metric: recall, slices: [region], max-gap: 0.10 }
    - { metric: f1, slices: [region], vs: champion, rule: not-worse, margin: 0.02, severity: warn }
    - { id: p95, metric: latency-p95-ms, from: metrics.json, max: 50 }
`;

describe('the whole grammar', () => {
  it('loads, and every gate knows its name and its line', async () => {
    const { config } = await load(WHOLE_GRAMMAR);

    expect(config.validate.gates.map(({ id, line }) => [id, line])).toEqual([
      ['f1-floor', 25],
      ['f1-champion', 26],
      ['log-loss-better', 27],
      ['roc-auc-non-inferior', 28],
      ['f1-max-drop', 29],
      ['recall-min-by-brand', 30],
      ['recall-max-gap-by-region', 31],
      ['f1-champion-by-region', 32],
      ['p95', 33],
    ]);
    expect(config.validate.slices.map(({ name }) => name)).toEqual(['region', 'age', 'vip', 'brand']);
  });
});

describe('what `mlops config` prints', () => {
  it('loads to the same rules', async () => {
    const written = WHOLE_GRAMMAR.replace('segment: vip', 'segment: vip, code: 1.0, "on": true');
    const first = await load(written);
    const again = await load(explainConfig(first));
    const placeless = ({ config: { validate, data, watch } }: typeof first) => ({
      data,
      watch,
      validate: { ...validate, gates: validate.gates.map((gate) => ({ ...gate, line: 0 })) },
    });

    expect(placeless(again)).toEqual(placeless(first));
    expect(first.config.validate.slices[2]?.where).toEqual({ segment: 'vip', code: '1.0', on: 'true' });
  });
});

describe('a gate', () => {
  it.each([
    ['min: 0.8', { min: 0.8 }],
    ['between: [0.2, 0.9]', { between: [0.2, 0.9] }],
    ['vs: champion', { vs: 'champion', rule: 'not-worse', margin: 0, confidence: 0.95 }],
    ['vs: champion, rule: non-inferior, margin: 0.01', { rule: 'non-inferior', margin: 0.01 }],
    ['vs: champion, rule: better', { rule: 'better' }],
    ['vs: champion, max-drop: 0.02', { rule: 'max-drop', drop: 0.02 }],
    ['vs: champion, max-drop-percent: 5', { rule: 'max-drop-percent', percent: 5 }],
    ['slices: [a], max-gap: 0.1', { maxGap: 0.1, slices: [{ rule: 'a', minRows: 30, required: false }] }],
    ['slices: [a], vs: champion', { correction: 'holm', rule: 'not-worse' }],
    ['from: ./metrics.json, max: 50', { from: 'metrics.json', max: 50 }],
    ['min: 0.8, severity: warn', { severity: 'warn' }],
  ])('with %s is what it says', async (text, expected) => {
    expect(await gate(text)).toMatchObject(expected);
  });

  it.each([
    ['min: 0.8', 'f1-min'],
    ['max: 0.8', 'f1-max'],
    ['between: [0.2, 0.9]', 'f1-between'],
    ['vs: champion', 'f1-champion'],
    ['vs: champion, rule: better', 'f1-better'],
    ['vs: champion, max-drop: 0.1', 'f1-max-drop'],
    ['slices: [Region_1, "größe"], min: 0.8', 'f1-min-by-region-1-gr-e'],
    ['slices: [a], max-gap: 0.1', 'f1-max-gap-by-a'],
  ])('with %s is called %s', async (text, id) => {
    expect((await gate(text))?.id).toBe(id);
  });

  it('takes any name for a number of a file, and makes an id of it', async () => {
    const { gates } = await validateOf('gates: [{ metric: test.latency_p95, from: metrics.json, max: 50 }]');

    expect(gates[0]).toMatchObject({ id: 'test-latency-p95-max', metric: 'test.latency_p95' });
  });
});

describe('a gate at the end of what its metric can be', () => {
  it.each([
    'metric: f1, min: 1',
    'metric: f1, max: 0',
    'metric: f1, between: [0, 0.9]',
    'metric: log-loss, vs: champion, margin: 1',
    'metric: log-loss, vs: champion, max-drop-percent: 100',
    'metric: mcc, vs: champion, margin: 1',
    'metric: mcc, vs: champion, max-drop-percent: 100',
    'metric: share, from: metrics.json, min: 0',
  ])('{ %s } loads, because a model can break it', async (text) => {
    expect((await validateOf(`gates: [{ ${text} }]`)).gates).toHaveLength(1);
  });
});

describe('rules for slices', () => {
  it('are named after what they pick out, with values as they are written', async () => {
    const { slices } = await validateOf(
      'slices: [{ by: [region, sex] }, { where: { code: 1.0, kind: "x" } }, { name: old, by: [age], bins: [18, 65] }], gates: [{ metric: f1, min: 0.5 }]',
    );

    expect(slices).toEqual([
      { name: 'region × sex', by: ['region', 'sex'], minRows: 30, required: false },
      { name: 'code = 1, kind = x', where: { code: '1.0', kind: 'x' }, minRows: 30, required: false },
      { name: 'old', by: ['age'], bins: [18, 65], minRows: 30, required: false },
    ]);
  });

  it('are made of the columns that gates name without a rule, once each', async () => {
    const { slices, gates } = await validateOf(
      'gates: [{ metric: f1, slices: [brand], min: 0.5, min-rows: 50 }, { metric: recall, slices: [brand], min: 0.5 }]',
    );

    expect(slices).toEqual([{ name: 'brand', by: ['brand'], minRows: 30, required: false }]);
    expect(gates.map((one) => ('slices' in one ? one.slices : undefined))).toEqual([
      [{ rule: 'brand', minRows: 50, required: false }],
      [{ rule: 'brand', minRows: 30, required: false }],
    ]);
  });

  it('keep the evidence that the least demanding gate asks for', async () => {
    const { slices, gates } = await validateOf(
      'slices: [{ by: [region], min-rows: 200, required: true }], gates: [{ metric: f1, slices: [region], min: 0.5, min-rows: 80 }]',
    );

    expect(slices).toEqual([{ name: 'region', by: ['region'], minRows: 80, required: true }]);
    expect(gates[0]).toMatchObject({ slices: [{ rule: 'region', minRows: 80, required: true }] });
  });
});

describe('what else a model may say', () => {
  it('is which more files concern it, how its rows belong together and what they have to hold', async () => {
    const { config } = await load(
      minimal(
        ['task: binary', 'task: binary\nwatch: [./libs/**, "*.toml"]'],
        [
          'label: churned',
          'columns: { label: match, group: query, weight: w }, schema: ./data/schema.yml, positive: yes',
        ],
      ),
    );

    expect(config).toMatchObject({
      task: 'binary',
      watch: ['libs/**', '*.toml'],
      data: { columns: { label: 'match', group: 'query', weight: 'w' }, schema: 'data/schema.yml', positive: 'yes' },
      validate: { gates: [{ metric: 'roc-auc', min: 0.8 }] },
    });
  });
});
