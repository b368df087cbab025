/** The data of `test/fixtures/threshold-model` as plain inputs: what its mlops.yml says under `model`, `task` and `data`. */
export const THRESHOLD_DATA = {
  model: 'threshold',
  task: 'binary',
  channels: '{ train: data/train.csv }',
  'held-out': 'data/test.csv',
  id: 'id',
  label: 'label',
  positive: 'yes',
};
