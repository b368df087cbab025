import type { Problem } from '../domain/error-catalogue.ts';
import { type Node, type Path, pathText, withValue } from './tree.ts';

/** A value that wins over the files; its place names the input of an action that it comes from. */
export interface Override {
  readonly path: Path;
  readonly value: Node;
}

/** The tree with the overrides on top. */
export const applyOverrides = (tree: Node, overrides: readonly Override[]): Node =>
  overrides.reduce((node, { path, value }) => withValue(node, path, value), tree);

/** Those that may stand beside a file: all but what says how a model is judged. */
export const allowedOverrides = (overrides: readonly Override[]): readonly Override[] =>
  overrides.filter(({ path }) => !judges(path));

/** One mistake for every override that would change how a model is judged. */
export const overrideProblems = (overrides: readonly Override[]): readonly Problem[] =>
  overrides
    .filter(({ path }) => judges(path))
    .map(({ path, value }) => ({
      ...value.place,
      path: pathText(path),
      message:
        'Gates and what they are judged on cannot be overridden; change mlops.yml, so that the change is reviewed.',
    }));

const judges = ([part]: Path) => part === 'validate' || part === 'data' || part === 'task';
