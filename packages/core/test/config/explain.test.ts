import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explainConfig } from '../../src/config/explain.ts';
import { load, minimal, overridesOf } from './files.ts';

const files = {
  'base.yml': 'train: { hyperparameters: { trees: 300, words: [a, "on", "1"] } }\n',
  'mlops.yml': `extends: base.yml\n${minimal(['label: churned', 'label: churned, positive: yes'])}environments:\n  lab: { destination: local, serve: { instance-count: 2 } }\n`,
  'model/requirements.txt': '',
};

describe('the explanation of a configuration', () => {
  it('shows every value and where it comes from', async () => {
    const loaded = await load(files, { environment: 'lab', overrides: overridesOf({ 'train.max-runtime': '2h' }) });

    expect(explainConfig(loaded)).toMatchInlineSnapshot(`
"version: 1                                          # mlops.yml:2
model: churn                                        # mlops.yml:3
task: binary                                        # mlops.yml:4
data:
  table: data/churn.csv                             # mlops.yml:5
  columns:
    label: churned                                  # inferred from data.label
  positive: yes                                     # mlops.yml:5
  held-out-share: 0.2                               # default
  split-lock: data/split.lock                       # default
image:
  context: .                                        # default
  requirements: model/requirements.txt              # inferred from the file that is there
train:
  script: model/train.py                            # mlops.yml:6
  instance-type: ml.m5.large                        # default
  hyperparameters:
    trees: 300                                      # base.yml:1
    words: [a, on, "1"]                             # base.yml:1
  max-runtime: 2h                                   # override
  volume-size-gb: 30                                # default
validate:
  script: model/validate.py                         # default
  mode: enforce                                     # default
  inconclusive: block                               # default
  first-model: pass                                 # default
  confidence: 0.95                                  # default
  correction: holm                                  # default
  exact-rows: 200000                                # default
  slices: []                                        # default
  gates:
    - id: roc-auc-min                               # inferred from metric and rule
      metric: roc-auc                               # mlops.yml:7
      min: 0.8                                      # mlops.yml:7
      inconclusive: block                           # inferred from validate.inconclusive
register:
  approval: environment                             # default
serve:
  script: serve/app.py                              # default
  instance-type: ml.m5.large                        # default
  instance-count: 2                                 # mlops.yml:9
  startup-timeout: 10m                              # default
  strategy: all-at-once                             # default
  endpoint: churn                                   # inferred from model
environments:
  lab:
    destination: local                              # mlops.yml:9
    serve:
      instance-count: 2                             # mlops.yml:9
# runs in the environment "lab", destination local
"
`);
  });

  it('loads to the same configuration', async () => {
    const loaded = await load(files);
    const again = await load(explainConfig(loaded));
    const withoutLines = (config: object) => JSON.parse(JSON.stringify(config).replace(/"line":\d+/g, '"line":0'));

    expect(withoutLines(again.config)).toEqual(withoutLines(loaded.config));
  });

  it('keeps any hyperparameter as it is', async () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom('yes', '1', 'a, b', '# x', 'null', '~', 'a\nb'),
    );
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,9}$/);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, fc.oneof(scalar, fc.array(scalar))), async (hyperparameters) => {
        const text = minimal([
          'script: model/train.py',
          `script: a.py, hyperparameters: ${JSON.stringify(hyperparameters)}`,
        ]);
        const loaded = await load(text);

        expect(loaded.config.train.hyperparameters).toEqual({ ...hyperparameters });
        expect((await load(explainConfig(loaded))).config.train).toEqual(loaded.config.train);
      }),
    );
  });
});
