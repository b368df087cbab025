import { describe, expect, it } from '@jest/globals';
import { load, minimal, mistakes } from './files.ts';

const TWELVE = `version: 1
model: churn_model
data:
  table: data/churn.csv
  label: churned
  schemas: data/schema.yml
train:
  script: /home/me/train.py
  instance_type: ml.m5.large
  max-runtime: 3600
  hyperparametres: { trees: 3 }
validate:
  gates:
    - { metric: roc_auc, min: 0.8 }
    - { metric: accuracy, min: 85 }
    - { metric: f1, min: 0.8, vs: champion }
serve:
  instance-type: m5.large
  instance-type: ml.m5.large
`;

describe('twelve mistakes in one file', () => {
  it('are one error with twelve sentences', async () => {
    const error = await load(TWELVE).catch((caught: unknown) => caught);

    expect((error as { details: { problems: readonly unknown[] } }).details.problems).toHaveLength(12);
    expect((error as Error).message).toMatchInlineSnapshot(`
"12 mistakes in the configuration:
  mlops.yml:1:1 task: The key "task" is missing; expected one of binary, multiclass, regression, ranking.
  mlops.yml:2:8 model: "churn_model" is no SageMaker name (letters, digits and hyphens); write "churn-model".
  mlops.yml:6:3 data.schemas: There is no key "schemas" here; did you mean "schema"?
  mlops.yml:8:11 train.script: "/home/me/train.py" is absolute; it would exist on one machine only. Write it relative to the folder of mlops.yml.
  mlops.yml:9:3 train.instance_type: The key "instance_type" is written "instance-type" here; keys are kebab-case.
  mlops.yml:10:16 train.max-runtime: 3600 has no unit; write "1h" for 3600 seconds.
  mlops.yml:11:3 train.hyperparametres: There is no key "hyperparametres" here; did you mean "hyperparameters"?
  mlops.yml:14:17 validate.gates[0].metric: "roc_auc" is written "roc-auc" here; names are kebab-case.
  mlops.yml:15:32 validate.gates[1].min: 85 is out of range: "accuracy" lies between 0 and 1; write 0.85 for 85 %.
  mlops.yml:16:35 validate.gates[2].vs: The gate has both "min" and "vs"; write two gates, so that each has a verdict of its own.
  mlops.yml:18:18 serve.instance-type: "m5.large" is an EC2 type; SageMaker's name for it is "ml.m5.large".
  mlops.yml:19:3 yaml: The key "instance-type" is written twice in the same map; only one may stay."
`);
  });
});

/** What is replaced in the minimal file, by what, and the sentence. */
const SLIPS: readonly (readonly [name: string, from: string, to: string, sentence: string])[] = [
  [
    'a bare number of seconds',
    'model/train.py',
    'model/train.py, max-runtime: 3600',
    'train.max-runtime: 3600 has no unit; write "1h" for 3600 seconds.',
  ],
  [
    'a number of seconds in quotes',
    'model/train.py',
    'model/train.py, max-runtime: "90"',
    'train.max-runtime: "90" has no unit; write e.g. "90s" or "1h30m".',
  ],
  [
    'an unknown unit',
    'model/train.py',
    'model/train.py, max-runtime: 1 hour',
    'train.max-runtime: "1 hour" is not a duration from 1m to 28d, e.g. "1h30m".',
  ],
  [
    'a runtime longer than SageMaker allows',
    'model/train.py',
    'model/train.py, max-runtime: 30d',
    'train.max-runtime: "30d" is outside 1m to 28d.',
  ],
  [
    'an EC2 type',
    'model/train.py',
    'model/train.py, instance-type: m5.large',
    `train.instance-type: "m5.large" is an EC2 type; SageMaker's name for it is "ml.m5.large".`,
  ],
  [
    'an EC2 type in a list',
    'model/train.py',
    'model/train.py, instance-type: [ml.m5.large, c5.large]',
    `train.instance-type[1]: "c5.large" is an EC2 type; SageMaker's name for it is "ml.c5.large".`,
  ],
  [
    'an instance type called local',
    'model/train.py',
    'model/train.py, instance-type: local',
    'train.instance-type: "local" is a destination, not an instance type; any ml.* type runs on this machine there.',
  ],
  [
    'a snake-case key',
    'model/train.py',
    'model/train.py, max_runtime: 1h',
    'train.max_runtime: The key "max_runtime" is written "max-runtime" here; keys are kebab-case.',
  ],
  [
    'a camel-case key',
    'model/train.py',
    'model/train.py, maxRuntime: 1h',
    'train.maxRuntime: The key "maxRuntime" is written "max-runtime" here; keys are kebab-case.',
  ],
  ['a mistyped key', '{ gates:', '{ gate:', 'validate.gate: There is no key "gate" here; did you mean "gates"?'],
  [
    'a key in the wrong place',
    'task: binary',
    'task: binary\nmax-runtime: 1h',
    'max-runtime: The key "max-runtime" does not belong here but in "train".',
  ],
  [
    'a foreign key',
    'model/train.py',
    'model/train.py, wings: 2',
    'train.wings: There is no key "wings" in "train"; known are script, instance-type, hyperparameters, max-runtime, volume-size-gb, environment, metrics, spot, max-wait, checkpoints.',
  ],
  [
    'a percentage',
    'min: 0.80',
    'min: 85',
    'validate.gates[0].min: 85 is out of range: "roc-auc" lies between 0 and 1; write 0.85 for 85 %.',
  ],
  ['a percentage as text', 'min: 0.80', 'min: 85%', 'validate.gates[0].min: "85%" is text; write the number 0.85.'],
  [
    'a number in quotes',
    'min: 0.80',
    'min: "0.8"',
    'validate.gates[0].min: "0.8" is text because of its quotes; write 0.8 without them. Expected a number.',
  ],
  [
    'a threshold in percent',
    'validate: {',
    'validate: { threshold: 50,',
    'validate.threshold: 50 looks like a percentage; write 0.5 for 50 %.',
  ],
  [
    'a share in percent',
    'label: churned',
    'label: churned, held-out-share: 20',
    'data.held-out-share: 20 looks like a percentage; write 0.2 for 20 %.',
  ],
  [
    'a snake-case metric',
    'metric: roc-auc',
    'metric: roc_auc',
    'validate.gates[0].metric: "roc_auc" is written "roc-auc" here; names are kebab-case.',
  ],
  [
    'a synonym of a metric',
    'metric: roc-auc',
    'metric: AUC',
    'validate.gates[0].metric: "AUC" is called "roc-auc" here.',
  ],
  [
    'a mistyped metric',
    'metric: roc-auc',
    'metric: acuracy',
    'validate.gates[0].metric: There is no metric "acuracy"; did you mean "accuracy"?',
  ],
  [
    'a metric of a later version',
    'metric: roc-auc',
    'metric: pr_auc',
    'validate.gates[0].metric: The metric "pr_auc" is not implemented in this version; use "average-precision".',
  ],
  [
    'a metric of another task',
    'metric: roc-auc, min: 0.80',
    'metric: rmse, max: 3',
    'validate.gates[0].metric: The metric "rmse" cannot be computed for the task binary; use one of accuracy, balanced-accuracy, precision, recall, specificity, f1, mcc, roc-auc, average-precision, log-loss, brier, ece.',
  ],
  [
    'a floor for a loss',
    'metric: roc-auc',
    'metric: log-loss',
    'validate.gates[0].min: "log-loss" is better when it is lower; a gate on it is written with "max".',
  ],
  [
    'a gate without a rule',
    ', min: 0.80',
    '',
    'validate.gates[0]: The gate has no rule, so it could never refuse a model; add min, max, or vs: champion.',
  ],
  [
    'a gate with two rules',
    'min: 0.80',
    'min: 0.80, vs: champion',
    'validate.gates[0].vs: The gate has both "min" and "vs"; write two gates, so that each has a verdict of its own.',
  ],
  [
    'a floor and a ceiling',
    'min: 0.80',
    'min: 0.80, max: 0.9',
    'validate.gates[0].max: The gate has both "min" and "max"; write "between", or two gates, so that each has a verdict of its own.',
  ],
  [
    'a margin without a comparison',
    'min: 0.80',
    'min: 0.80, margin: 0.1',
    'validate.gates[0].margin: "margin" belongs to a comparison; it needs "vs: champion" in the same gate.',
  ],
  [
    'a margin in points',
    'min: 0.80',
    'vs: champion, margin: 2',
    'validate.gates[0].margin: 2 is out of range: "roc-auc" lies between 0 and 1; write 0.02 for 2 %.',
  ],
  [
    'two gates of one id',
    '0.80 }',
    '0.80 }, { metric: roc-auc, min: 0.9 }',
    'validate.gates[1]: The id "roc-auc-min" is taken by gate 1; give this gate an id of its own.',
  ],
  [
    'an id that is not kebab-case',
    'metric: roc-auc',
    'id: My Gate, metric: roc-auc',
    'validate.gates[0].id: "My Gate" is not a kebab-case name, e.g. f1-floor.',
  ],
  [
    'no gate',
    '[{ metric: roc-auc, min: 0.80 }]',
    '[]',
    'validate.gates: The list is empty; expected a list with at least one gate, e.g. [{ metric: roc-auc, min: 0.80 }].',
  ],
  [
    'a gate that is no list',
    '[{ metric: roc-auc, min: 0.80 }]',
    '{ metric: roc-auc, min: 0.80 }',
    'validate.gates: A map is written here; expected a list with at least one gate, e.g. [{ metric: roc-auc, min: 0.80 }].',
  ],
  [
    'a missing task',
    'task: binary\n',
    '',
    'task: The key "task" is missing; expected one of binary, multiclass, regression, ranking.',
  ],
  [
    'a task of a later version',
    'task: binary',
    'task: forecasting',
    'task: "forecasting" is not implemented in this version; use one of binary, multiclass, regression, ranking.',
  ],
  [
    'a mistyped task',
    'task: binary',
    'task: Regresion',
    'task: "Regresion" is not one of binary, multiclass, regression, ranking; did you mean "regression"?',
  ],
  [
    'an empty value',
    'task: binary',
    'task:',
    'task: There is no value; expected one of binary, multiclass, regression, ranking.',
  ],
  [
    'an absolute path',
    'data/churn.csv',
    '/data/churn.csv',
    'data.table: "/data/churn.csv" is absolute; it would exist on one machine only. Write it relative to the folder of mlops.yml.',
  ],
  [
    'a path out of the repository',
    'data/churn.csv',
    '../churn.csv',
    'data.table: "../churn.csv" leaves the repository; what a run uses must be under version control or declared in it.',
  ],
  [
    'a script outside the image',
    'model/train.py',
    '../train.py',
    'train.script: "../train.py" leaves image.context; the image holds only files inside it.',
  ],
  [
    'a path with backslashes',
    'data/churn.csv',
    'data\\churn.csv',
    'data.table: "data\\churn.csv" has backslashes; write "data/churn.csv".',
  ],
  [
    'an object in S3',
    'data/churn.csv',
    's3://bucket/churn.csv',
    'data.table: "s3://bucket/churn.csv" is an address, and what a run uses is known by its content; copy it with "aws s3 cp s3://bucket/churn.csv <path>" in a step before, and write the path of the copy.',
  ],
  [
    'a folder in S3',
    'data/churn.csv',
    's3://bucket/churn/',
    'data.table: "s3://bucket/churn/" is an address, and what a run uses is known by its content; copy it with "aws s3 sync s3://bucket/churn/ <path>" in a step before, and write the path of the copy.',
  ],
  [
    'a DVC pointer',
    'data/churn.csv',
    'data/churn.csv.dvc',
    'data.table: "data/churn.csv.dvc" is a DVC pointer; .dvc is not implemented in this version, run "dvc pull" and name the data file itself.',
  ],
  [
    'a home folder',
    'data/churn.csv',
    '~/churn.csv',
    'data.table: "~/churn.csv" starts in a home folder; paths are relative to the folder of mlops.yml.',
  ],
  [
    'an expression',
    'data/churn.csv',
    '$DATA/churn.csv',
    'data.table: "$DATA/churn.csv" is an expression; mlops.yml has no variables.',
  ],
  [
    'a model name with an underscore',
    'model: churn',
    'model: churn_model',
    'model: "churn_model" is no SageMaker name (letters, digits and hyphens); write "churn-model".',
  ],
  [
    'a model name that is too long',
    'model: churn',
    `model: ${'a'.repeat(47)}`,
    `model: "${'a'.repeat(47)}" has 47 characters; at most 46, because a digest follows it within SageMaker's 63.`,
  ],
  [
    'a model name that is a number',
    'model: churn',
    'model: 2026',
    'model: 2026 is read as a number, not as text; write "2026" in quotes if it is a name for the model: letters, digits and hyphens, at most 46 characters, starting and ending with a letter or digit.',
  ],
  [
    'a label that YAML reads as a truth',
    'label: churned',
    'label: true',
    'data.label: true is read as true or false, not as text; write "true" in quotes if it is the name of a column in the header.',
  ],
  [
    'an account id that loses its zero',
    'task: binary',
    'task: binary\nenvironments: { lab: { destination: local, tags: { account: 012345678901 } } }',
    'environments.lab.tags.account: 012345678901 is read as the number 12345678901 because of its leading zero; write "012345678901" in quotes if it is a name or an account id.',
  ],
  [
    'an unquoted account id',
    'task: binary',
    'task: binary\nenvironments: { lab: { destination: local, tags: { account: 111111111111 } } }',
    'environments.lab.tags.account: 111111111111 looks like an account id and is read as a number; write "111111111111" in quotes.',
  ],
  [
    'a number too large to keep',
    'model/train.py',
    'model/train.py, hyperparameters: { seed: 12345678901234567890 }',
    'train.hyperparameters.seed: 12345678901234567890 is too large to be kept exactly as a number; write "12345678901234567890" in quotes.',
  ],
  [
    'a table and channels',
    'label: churned',
    'label: churned, channels: { train: a.csv }',
    'data.channels: Both "table" and "channels" are given; a table is split here, channels are split by you. Keep one.',
  ],
  [
    'channels without held-out data',
    'table: data/churn.csv',
    'channels: { train: a.csv }',
    'data.held-out: The key "held-out" is missing; with "channels" a file of its own judges the model, e.g. data/test.csv.',
  ],
  [
    'held-out data beside a table',
    'label: churned',
    'label: churned, held-out: b.csv',
    'data.held-out: A table is split by "held-out-share"; "held-out" goes with "channels".',
  ],
  [
    'held-out data as a channel',
    'table: data/churn.csv',
    'channels: { train: a.csv, test: ./b.csv }, held-out: b.csv',
    'data.channels.test: The channel "test" (./b.csv) holds the held-out data (b.csv), which must never be mounted in training.',
  ],
  [
    'held-out data in a folder of a channel',
    'table: data/churn.csv',
    'channels: { train: data }, held-out: data/test.csv',
    'data.channels.train: The channel "train" (data) holds the held-out data (data/test.csv), which must never be mounted in training.',
  ],
  [
    'no data at all',
    'table: data/churn.csv, ',
    '',
    'data: There is no data: write table (one CSV that is split here) or channels with held-out.',
  ],
  ['no label', ', label: churned', '', 'data.label: The key "label" is missing; it names the column to predict.'],
  [
    'two labels',
    'label: churned',
    'label: churned, columns: { label: left }',
    'data.label: The label is "churned" here and "left" in "columns.label"; keep one.',
  ],
  [
    'an id that is the label',
    'label: churned',
    'label: churned, columns: { id: churned }',
    'data.columns.id: The column "churned" cannot be both the id and the label.',
  ],
  [
    'a channel name with a space',
    'table: data/churn.csv',
    'channels: { "my data": a.csv }, held-out: b.csv',
    'data.channels.my data: "my data" is not a channel name: letters, digits, ".", "-" and "_", at most 64 characters.',
  ],
  [
    'too many hyperparameters',
    'model/train.py',
    `model/train.py, hyperparameters: { ${Array.from({ length: 101 }, (_, n) => `p${n}: 1`).join(', ')} }`,
    'train.hyperparameters: There are 101 hyperparameters; SageMaker takes at most 100.',
  ],
  [
    'a hyperparameter that is too long',
    'model/train.py',
    `model/train.py, hyperparameters: { text: ${'x'.repeat(2_501)} }`,
    'train.hyperparameters.text: The value has 2501 characters; SageMaker takes at most 2500 per hyperparameter.',
  ],
  [
    'a hyperparameter that is a map',
    'model/train.py',
    'model/train.py, hyperparameters: { grid: { a: 1 } }',
    'train.hyperparameters.grid: A map is written here; expected a text, a number, true or false, or a list of them.',
  ],
  [
    'a number that is none',
    'model/train.py',
    'model/train.py, hyperparameters: { rate: .inf }',
    'train.hyperparameters.rate: .inf is not a text, a number, true or false, or a list of them.',
  ],
  [
    'a later version of the format',
    'version: 1',
    'version: 2',
    'version: Version 2 of the format is not known; this release reads version 1.',
  ],
  [
    'a version in quotes',
    'version: 1',
    'version: "1"',
    'version: "1" is text because of its quotes; write the number 1.',
  ],
  [
    'a strategy of a later version',
    'task: binary',
    'task: binary\nserve: { strategy: canary }',
    'serve.strategy: The strategy "canary" is not implemented in this version; leave it out or write "all-at-once".',
  ],
  [
    'the key python',
    'task: binary',
    'task: binary\nimage: { python: 3.12 }',
    'image.python: The key "python" is not implemented in this version.',
  ],
  [
    'spot training that would start over',
    'model/train.py',
    'model/train.py, spot: true',
    'train.spot: A spot job without checkpoints starts over after every interruption; write "checkpoints: true", or "checkpoints: false" to accept that.',
  ],
  [
    'spot training with a list of types',
    'model/train.py',
    'model/train.py, spot: true, checkpoints: true, instance-type: [ml.m5.large, ml.m4.large]',
    'train.instance-type: Spot training takes one instance type; SageMaker has no order of preference there.',
  ],
  [
    'a wait that ends before the training',
    'model/train.py',
    'model/train.py, spot: true, checkpoints: false, max-runtime: 2h, max-wait: 1h',
    'train.max-wait: "1h" is shorter than max-runtime; the time to wait includes the training.',
  ],
  [
    'a wait without spot',
    'model/train.py',
    'model/train.py, max-wait: 1h',
    'train.max-wait: "max-wait" has no effect without "spot: true".',
  ],
  [
    'a metric without a group',
    'model/train.py',
    'model/train.py, metrics: { loss: "loss=[0-9.]+" }',
    'train.metrics.loss: "loss=[0-9.]+" has no group; put the number in parentheses, e.g. "loss=([0-9.]+)".',
  ],
  [
    'a metric that is no expression',
    'model/train.py',
    'model/train.py, metrics: { loss: "loss=([0-9" }',
    'train.metrics.loss: "loss=([0-9" is no regular expression.',
  ],
  [
    'a duplicate key',
    'task: binary',
    'task: binary\ntask: regression',
    'yaml: The key "task" is written twice in the same map; only one may stay.',
  ],
  [
    'a merge key',
    'task: binary',
    'task: binary\nserve: { <<: { script: a.py } }',
    'serve.<<: Merge keys (<<) are no part of YAML 1.2; share with "extends", or repeat the keys.',
  ],
  [
    'a tab',
    'train: { script: model/train.py }',
    'train:\n\tscript: model/train.py',
    'yaml: The line is indented with a tab; YAML wants spaces.',
  ],
  [
    'an unclosed quote',
    'model: churn',
    'model: "churn',
    'yaml: A quote or bracket is not closed (Missing closing "quote).',
  ],
  [
    'two documents',
    'version: 1',
    'version: 1\n---\na: 1',
    'yaml: The file holds several documents (---); one file describes one model.',
  ],
  [
    'a tag',
    'model: churn',
    'model: !name churn',
    'yaml: Tags such as !name have no meaning here; write the plain value.',
  ],
  ['an anchor that is not there', 'model: churn', 'model: *name', 'model: There is no anchor "&name" above.'],
];

/** The grammar of gates: what is written below `validate` instead of `gates: [{ metric: roc-auc, min: 0.80 }]`. */
const GATES: readonly (readonly [name: string, validate: string, sentence: string])[] = [
  [
    'a severity of another tool',
    'gates: [{ metric: f1, min: 0.8, severity: warning }]',
    'validate.gates[0].severity: "warning" is not one of block, warn; did you mean "warn"?',
  ],
  [
    'a snake-case rule',
    'gates: [{ metric: f1, vs: champion, rule: not_worse }]',
    'validate.gates[0].rule: "not_worse" is not one of not-worse, non-inferior, better; did you mean "not-worse"?',
  ],
  [
    'a margin in percent',
    'gates: [{ metric: f1, vs: champion, margin: 5 }]',
    'validate.gates[0].margin: 5 is out of range: "f1" lies between 0 and 1; write 0.05 for 5 %.',
  ],
  [
    'a floor at the end of a share',
    'gates: [{ metric: f1, min: 0 }]',
    'validate.gates[0].min: The gate could never refuse a model, because "f1" is never below 0; write the least that you accept, e.g. min: 0.8.',
  ],
  [
    'a floor at the end of a correlation',
    'gates: [{ metric: mcc, min: -1 }]',
    'validate.gates[0].min: The gate could never refuse a model, because "mcc" is never below −1; write the least that you accept, e.g. min: 0.8.',
  ],
  [
    'a ceiling at the end of a share',
    'gates: [{ metric: brier, max: 1 }]',
    'validate.gates[0].max: The gate could never refuse a model, because "brier" is never above 1; write the most that you accept, e.g. max: 0.2.',
  ],
  [
    'a band as wide as the metric',
    'gates: [{ metric: recall, slices: [a], between: [0, 1] }]',
    'validate.gates[0].between: The gate could never refuse a model, because "recall" always lies between 0 and 1; write the band that you accept, e.g. [0.2, 0.4].',
  ],
  [
    'a margin as wide as the metric',
    'gates: [{ metric: f1, vs: champion, margin: 1 }]',
    'validate.gates[0].margin: The gate could never refuse a model, because two values of "f1" are never more than 1 apart; write the drop that you tolerate, e.g. margin: 0.01 for one hundredth.',
  ],
  [
    'a drop as wide as the metric',
    'gates: [{ metric: mcc, vs: champion, max-drop: 2 }]',
    'validate.gates[0].max-drop: The gate could never refuse a model, because two values of "mcc" are never more than 2 apart; write the drop that you tolerate, e.g. max-drop: 0.01 for one hundredth.',
  ],
  [
    'a gap as wide as the metric',
    'gates: [{ metric: f1, slices: [a], max-gap: 1 }]',
    'validate.gates[0].max-gap: The gate could never refuse a model, because two values of "f1" are never more than 1 apart; write the distance that you tolerate, e.g. max-gap: 0.1 for one tenth.',
  ],
  [
    'a drop of everything',
    'gates: [{ metric: f1, vs: champion, max-drop-percent: 100 }]',
    'validate.gates[0].max-drop-percent: The gate could never refuse a model, because "f1" never drops by more than 100 %; write the drop that you tolerate, e.g. max-drop-percent: 2.',
  ],
  [
    'a gap in percent',
    'gates: [{ metric: f1, slices: [a], max-gap: 10 }]',
    'validate.gates[0].max-gap: 10 is out of range: "f1" lies between 0 and 1; write 0.1 for 10 %.',
  ],
  [
    'a percentage as a share',
    'gates: [{ metric: f1, vs: champion, max-drop-percent: 0.05 }]',
    'validate.gates[0].max-drop-percent: 0.05 stands for 0.05 % here; write 5 for 5 %, or "max-drop" for units of the metric.',
  ],
  [
    'a correlation below −1',
    'gates: [{ metric: mcc, min: -2 }]',
    'validate.gates[0].min: -2 is out of range: "mcc" lies between −1 and 1.',
  ],
  [
    'ends the wrong way round',
    'gates: [{ metric: f1, between: [0.9, 0.2] }]',
    'validate.gates[0].between: The ends are the wrong way round; write [0.2, 0.9].',
  ],
  [
    'one end',
    'gates: [{ metric: f1, between: [0.9] }]',
    'validate.gates[0].between: A list is written here; expected two numbers, e.g. [0.2, 0.4].',
  ],
  [
    'better with a margin',
    'gates: [{ metric: f1, vs: champion, rule: better, margin: 0.01 }]',
    'validate.gates[0].margin: "better" has no margin: it passes only when the candidate is shown to be better.',
  ],
  [
    'non-inferior without a margin',
    'gates: [{ metric: f1, vs: champion, rule: non-inferior }]',
    'validate.gates[0].rule: "non-inferior" needs a margin above 0: the drop that it rules out.',
  ],
  [
    'a gap without slices',
    'gates: [{ metric: f1, max-gap: 0.1 }]',
    'validate.gates[0].max-gap: "max-gap" compares slices with each other; it needs "slices" in the same gate, e.g. [region].',
  ],
  [
    'a gap and a floor',
    'gates: [{ metric: f1, slices: [a], min: 0.1, max-gap: 0.1 }]',
    'validate.gates[0].max-gap: The gate has both "min" and "max-gap"; write two gates, so that each has a verdict of its own.',
  ],
  [
    'a fixed drop without a champion',
    'gates: [{ metric: f1, max-drop: 0.1 }]',
    'validate.gates[0].max-drop: "max-drop" belongs to a comparison; it needs "vs: champion" in the same gate.',
  ],
  [
    'a fixed drop beside a rule',
    'gates: [{ metric: f1, vs: champion, rule: not-worse, max-drop: 0.1 }]',
    'validate.gates[0].rule: "max-drop" is a rule of its own on the point values; it does not go with "rule".',
  ],
  [
    'a minimum of rows without slices',
    'gates: [{ metric: f1, min: 0.8, min-rows: 50 }]',
    'validate.gates[0].min-rows: "min-rows" has no effect without "slices".',
  ],
  [
    'a file against the champion',
    'gates: [{ metric: latency, from: metrics.json, vs: champion }]',
    'validate.gates[0].vs: A number of a file has no rows to look at, so "vs" cannot be asked of it; use min, max or between.',
  ],
  [
    'a file outside the repository',
    'gates: [{ metric: latency, from: ../metrics.json, max: 50 }]',
    'validate.gates[0].from: "../metrics.json" leaves the repository; what a run uses must be under version control or declared in it.',
  ],
  [
    'a snake-case metric at k',
    'gates: [{ metric: recall_at_5, min: 0.5 }]',
    'validate.gates[0].metric: "recall_at_5" is written "recall-at-5" here; names are kebab-case.',
  ],
  [
    'a metric at an at-sign',
    'gates: [{ metric: precision@10, min: 0.5 }]',
    'validate.gates[0].metric: "precision@10" is written "precision-at-10" here.',
  ],
  [
    'a metric at k without its k',
    'gates: [{ metric: recall-at-k, min: 0.5 }]',
    'validate.gates[0].metric: "recall-at-k" needs a number of rows from 1 to 1000, e.g. "recall-at-10".',
  ],
  [
    'a metric at 0',
    'gates: [{ metric: recall-at-0, min: 0.5 }]',
    'validate.gates[0].metric: "recall-at-0" needs a number of rows from 1 to 1000, e.g. "recall-at-10".',
  ],
  [
    'a metric of rankings',
    'gates: [{ metric: recall-at-5, min: 0.5 }]',
    'validate.gates[0].metric: The metric "recall-at-5" cannot be computed for the task binary; use one of accuracy, balanced-accuracy, precision, recall, specificity, f1, mcc, roc-auc, average-precision, log-loss, brier, ece.',
  ],
  [
    'a foreign metric',
    'gates: [{ metric: latency-p95-ms, max: 50 }]',
    'validate.gates[0].metric: There is no metric "latency-p95-ms"; known are accuracy, balanced-accuracy, precision, recall, specificity, f1, mcc, roc-auc, average-precision, log-loss, brier, ece, rmse, mse, mae, r2, mrr, precision-at-5 and recall-at-5 (any number from 1 to 1000), and with "from" any number of a file.',
  ],
  [
    'nearly the name of a rule',
    'slices: [{ name: premium, where: { segment: a } }], gates: [{ metric: f1, slices: [premuim], min: 0.5 }]',
    'validate.gates[0].slices[0]: There is no rule "premuim" in "validate.slices"; did you mean "premium"? A column of that name needs a rule: { by: [premuim] }.',
  ],
  [
    'a slice twice',
    'gates: [{ metric: f1, slices: [a, a], min: 0.5 }]',
    'validate.gates[0].slices[1]: "a" stands in this list twice.',
  ],
  [
    'edges that do not rise',
    'slices: [{ by: [age], bins: [18, 65, 35] }], gates: [{ metric: f1, min: 0.5 }]',
    'validate.slices[0].bins: The edges have to rise, each above the one before.',
  ],
  [
    'bins of two columns',
    'slices: [{ by: [age, sex], bins: [18] }], gates: [{ metric: f1, min: 0.5 }]',
    'validate.slices[0].bins: "bins" part the values of a single numeric column; they need "by" with one column.',
  ],
  [
    'a rule that picks out nothing',
    'slices: [{ name: vip }], gates: [{ metric: f1, min: 0.5 }]',
    'validate.slices[0]: A rule has either "by" (one slice for every value) or "where" (one slice of some values).',
  ],
  [
    'a rule in two ways',
    'slices: [{ by: [a], where: { b: 1 } }], gates: [{ metric: f1, min: 0.5 }]',
    'validate.slices[0].where: A rule has either "by" (one slice for every value) or "where" (one slice of some values).',
  ],
  [
    'two rules of one name',
    'slices: [{ by: [a] }, { by: [a], bins: [1] }], gates: [{ metric: f1, min: 0.5 }]',
    'validate.slices[1]: The name "a" is taken by rule 1; give this one a name of its own.',
  ],
  [
    'a column twice in a rule',
    'slices: [{ by: [a, a] }], gates: [{ metric: f1, min: 0.5 }]',
    'validate.slices[0].by: The column "a" stands here twice.',
  ],
  [
    'a mode of another tool',
    'mode: disabled, gates: [{ metric: f1, min: 0.5 }]',
    'validate.mode: "disabled" is not one of enforce, dry-run, off; did you mean "off"?',
  ],
  [
    'a confidence in percent',
    'confidence: 95, gates: [{ metric: f1, min: 0.5 }]',
    'validate.confidence: 95 looks like a percentage; write 0.95 for 95 %.',
  ],
  [
    'a confidence of nothing',
    'confidence: 0.05, gates: [{ metric: f1, min: 0.5 }]',
    'validate.confidence: 0.05 is not a number between 0.5 and 1, e.g. 0.95.',
  ],
  [
    'a minimum of rows for everything',
    'min-rows: 50, gates: [{ metric: f1, min: 0.5 }]',
    'validate.min-rows: The key "min-rows" is not implemented in this version; write it in a rule of validate.slices, or in a gate.',
  ],
];

describe('each slip in the rules has its sentence:', () => {
  it.each(GATES)('%s', async (_name, validate, sentence) => {
    const found = await mistakes(minimal(['gates: [{ metric: roc-auc, min: 0.80 }]', validate]));

    expect(found.map((text) => text.replace(/^\S+ /, ''))).toEqual([sentence]);
  });

  it.each([
    [
      'a group that is the label',
      'columns: { group: churned }',
      'data.columns.group: The column "churned" cannot be both the group and the label.',
    ],
    [
      'a weight that is the id',
      'columns: { id: a, weight: a }',
      'data.columns.weight: The column "a" cannot be both the weight and the id.',
    ],
    [
      'a schema outside the repository',
      'schema: ../a.yml',
      'data.schema: "../a.yml" leaves the repository; what a run uses must be under version control or declared in it.',
    ],
  ])('%s', async (_name, more, sentence) => {
    const found = await mistakes(minimal(['label: churned', `label: churned, ${more}`]));

    expect(found.map((text) => text.replace(/^\S+ /, ''))).toEqual([sentence]);
  });

  it.each([
    [
      'a glob that excludes',
      'watch: ["!docs/**"]',
      'watch[0]: "!docs/**" excludes; "watch" only adds, so name what should count.',
    ],
    ['one glob without a list', 'watch: libs/**', 'watch: "libs/**" is not a list of globs, e.g. [libs/text/**].'],
    [
      'a glob outside the repository',
      'watch: [../libs/**]',
      'watch[0]: "../libs/**" leaves the repository; what a run uses must be under version control or declared in it.',
    ],
    [
      'a ranking without queries',
      'ranking',
      'data.columns.group: A ranking is judged query by query; name the column of the query, e.g. columns: { group: query_id }.',
    ],
  ])('%s', async (_name, more, sentence) => {
    const task = more === 'ranking' ? 'task: ranking' : `task: binary\n${more}`;
    const metric = more === 'ranking' ? 'mrr' : 'roc-auc';
    const found = await mistakes(minimal(['task: binary', task], ['roc-auc', metric]));

    expect(found.map((text) => text.replace(/^\S+ /, ''))).toEqual([sentence]);
  });
});

describe('a ranking', () => {
  it('has no weights', async () => {
    const found = await mistakes(
      minimal(
        ['task: binary', 'task: ranking'],
        ['roc-auc', 'mrr'],
        ['label: churned', 'label: churned, columns: { group: query, weight: w }'],
      ),
    );

    expect(found).toEqual([
      expect.stringMatching(
        /data\.columns\.weight: The queries of a ranking count once each, so its rows have no weights\.$/,
      ),
    ]);
  });
});

describe('each likely slip has its sentence:', () => {
  it.each(SLIPS)('%s', async (_name, from, to, sentence) => {
    const found = await mistakes(minimal([from, to]));

    expect(found.map((text) => text.replace(/^\S+ /, ''))).toEqual([sentence]);
  });

  it.each(['positive: yes', 'positive: True', 'positive: no', 'positive: 0'])(
    '%s is taken as the text that is written',
    async (text) => {
      const { config } = await load(minimal(['label: churned', `label: churned, ${text}`]));

      expect(config.data.positive).toBe(text.split(' ')[1]);
    },
  );

  it('a positive label belongs to a binary task', async () => {
    const text = minimal(['task: binary', 'task: multiclass'], ['data: {', 'data: { positive: 1,'], ['roc-auc', 'f1']);

    expect(await mistakes(text)).toEqual([
      'mlops.yml:4:19 data.positive: "positive" names one of two labels; the task is multiclass.',
    ]);
  });

  it('anchors may be used', async () => {
    const { config } = await load(
      minimal(['model: churn', 'model: &name churn'], ['train: {', 'serve: { endpoint: *name }\ntrain: {']),
    );

    expect(config.serve.endpoint).toBe('churn');
  });
});

const AWS =
  'destination: aws, region: eu-west-1, bucket: acme-mlops, execution-role: "arn:aws:iam::111111111111:role/job"';

const ENVIRONMENT_SLIPS: readonly (readonly [name: string, block: string, sentence: string])[] = [
  [
    'has gates',
    `a: { ${AWS}, validate: { gates: [] } }`,
    'environments.a.validate: Gates cannot be overridden in an environment: every environment is judged alike. They live in "validate" at the top level.',
  ],
  [
    'has other hyperparameters',
    `a: { ${AWS}, train: { hyperparameters: {} } }`,
    'environments.a.train.hyperparameters: "train.hyperparameters" cannot be overridden in an environment; it says what the model is, not where it runs.',
  ],
  [
    'has other data',
    `a: { ${AWS}, data: { table: b.csv } }`,
    'environments.a.data: "data" cannot be overridden in an environment; it says what the model is, not where it runs.',
  ],
  [
    'has no destination',
    'a: { tags: {} }',
    'environments.a.destination: The environment "a" has no destination; write aws or local.',
  ],
  [
    'lacks a bucket',
    `a: { ${AWS.replace('bucket: acme-mlops, ', '')} }`,
    'environments.a.bucket: The environment "a" runs on AWS and has no "bucket".',
  ],
  [
    'is local with a region',
    'a: { destination: local, region: eu-west-1 }',
    'environments.a.region: "region" has no effect on a local destination.',
  ],
  [
    'is like nothing',
    'staging: { destination: local }\n  b: { like: stagin }',
    'environments.b.like: There is no environment "stagin"; did you mean "staging"?',
  ],
  ['is like itself', 'a: { like: b }\n  b: { like: a }', 'environments.a.like: "like" goes in a circle: a → b → a.'],
  [
    'goes to another cloud',
    'a: { destination: azure }',
    'environments.a.destination: "azure" is not implemented in this version; use one of aws, local.',
  ],
  [
    'has a role that is no ARN',
    `a: { ${AWS}, assume-role: mlops }`,
    'environments.a.assume-role: "mlops" is not the ARN of a role, e.g. arn:aws:iam::111111111111:role/mlops-job.',
  ],
  [
    'has a bucket with its scheme',
    `a: { ${AWS.replace('acme-mlops', 's3://acme-mlops/x')} }`,
    'environments.a.bucket: "s3://acme-mlops/x" is an address; write the bucket name "acme-mlops" alone.',
  ],
  ['has a name with capitals', `Prod: { ${AWS} }`, 'environments.Prod: "Prod" is not a kebab-case name, e.g. staging.'],
];

describe('an environment is refused when it', () => {
  it.each(ENVIRONMENT_SLIPS)('%s', async (_name, block, sentence) => {
    const found = await mistakes(`${minimal()}environments:\n  ${block}\n`);

    expect(found.map((text) => text.replace(/^\S+ /, ''))).toEqual([sentence]);
  });

  it('is chosen and not there', async () => {
    expect(
      await mistakes(`${minimal()}environments: { staging: { destination: local } }\n`, { environment: 'stagng' }),
    ).toEqual(['mlops.yml environments: There is no environment "stagng"; did you mean "staging"?']);
  });

  it('is the registry and on one machine, which AWS cannot read', async () => {
    const place = 'region: eu-west-1, execution-role: "arn:aws:iam::111111111111:role/job", bucket: acme';
    const environments = `environments: { lab: { destination: local }, live: { destination: aws, ${place} } }`;

    expect(await mistakes(`${minimal()}${environments}\nregistry: lab\n`)).toEqual([
      'mlops.yml:8:11 registry: "lab" runs on one machine, so no environment on AWS can take versions from it.',
    ]);
  });

  it('is the registry and not there', async () => {
    expect(await mistakes(`${minimal()}registry: staging\n`)).toEqual([
      'mlops.yml:7:11 registry: There is no environment "staging"; "environments" is empty or missing.',
    ]);
  });
});
