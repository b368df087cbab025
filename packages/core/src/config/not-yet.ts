import { type Path, pathText } from './tree.ts';

/** Keys that a later version will have, or that people know from other tools. Rejected by name, never ignored. */
const NOT_YET: Readonly<Record<string, string | undefined>> = {
  alerts: undefined,
  batch: undefined,
  'batch-transform': undefined,
  drift: undefined,
  'feature-store': undefined,
  features: undefined,
  monitor: undefined,
  notify: undefined,
  pipeline: undefined,
  retrain: undefined,
  schedule: undefined,
  secrets: undefined,
  tracking: undefined,
  tuning: undefined,
  'data.columns.time': 'split the data by time yourself and use channels with held-out',
  'data.group': 'write it in data.columns',
  'data.split': 'a table is split by held-out-share',
  'data.validation': undefined,
  'image.base': undefined,
  'image.build-args': undefined,
  'image.platform': undefined,
  'image.python': undefined,
  'image.secrets': undefined,
  'image.uri': undefined,
  'train.checkpoint': 'write checkpoints: true',
  'train.debugger': undefined,
  'train.distribution': undefined,
  'train.instance-count': 'training runs on one machine',
  'train.keep-alive': undefined,
  'train.seed': 'hand it over as a hyperparameter',
  'train.tuning': undefined,
  'validate.explain': undefined,
  'validate.fairness': undefined,
  'validate.gates[].aggregate': undefined,
  'validate.min-rows': 'write it in a rule of validate.slices, or in a gate',
  'validate.metrics': 'metrics are named by gates',
  'register.group': 'the group is named after the model',
  'register.metadata': undefined,
  'serve.alarms': undefined,
  'serve.api-key': undefined,
  'serve.async': undefined,
  'serve.autoscaling': undefined,
  'serve.capture': undefined,
  'serve.data-capture': undefined,
  'serve.environment': undefined,
  'serve.rollback': undefined,
  'serve.scaling': undefined,
  'serve.serverless': undefined,
  'serve.shadow': undefined,
  'serve.traffic': undefined,
  'serve.variants': undefined,
  'environments.*.account': 'name the account by assume-role and execution-role',
  'environments.*.ecr': undefined,
  'environments.*.role': 'use assume-role (for the workflow) and execution-role (for jobs)',
  'environments.*.vpc': 'use network',
};

/** The sentence for a key that this version does not implement, or undefined. */
export function notYet(path: Path): string | undefined {
  const text = pathText(path.map((step, index) => (path[0] === 'environments' && index === 1 ? '*' : step)))
    .replace(/\[\d+\]/g, '[]')
    .replace(/^environments\.\*\.(?=serve|train|register)/, '');
  if (!Object.hasOwn(NOT_YET, text)) return undefined;
  const instead = NOT_YET[text];
  return `The key "${String(path.at(-1))}" is not implemented in this version${instead === undefined ? '' : `; ${instead}`}.`;
}
