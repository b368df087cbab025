import type { Problem } from '../domain/error-catalogue.ts';
import { type Node, type Place, treeOf, withValue } from './tree.ts';

/** Values by path as text, e.g. `{ 'train.instance-type': 'ml.m5.xlarge' }`. */
export type Overrides = Readonly<Record<string, unknown>>;

const OVERRIDE: Place = { file: 'override' };

/** The tree with the overrides on top, except those that may not be. */
export const applyOverrides = (tree: Node, overrides: Overrides = {}): Node =>
  Object.entries(overrides)
    .filter(([path]) => !judges(path))
    .reduce((node, [path, value]) => withValue(node, path.split('.'), treeOf(value, OVERRIDE)), tree);

/** One mistake for every override that would change how a model is judged. */
export const overrideProblems = (overrides: Overrides = {}): readonly Problem[] =>
  Object.keys(overrides)
    .filter(judges)
    .map((path) => ({
      ...OVERRIDE,
      path,
      message:
        'Gates and what they are judged on cannot be overridden; change mlops.yml, so that the change is reviewed.',
    }));

const judges = (path: string) => /^(?:validate|data|task)(?:\.|$)/.test(path);
