import { leavesRoot } from '../paths.ts';
import type { Path } from '../tree.ts';
import { type Finding, get, isMap, printed, type Rule, when } from './rule.ts';

/** Paths stay inside the repository. `folder` is the folder of mlops.yml, relative to the repository. */
export const pathsRule =
  (folder: string): Rule =>
  (document) =>
    places(document).flatMap((path) => outside(document, path, folder));

function places(document: unknown): readonly Path[] {
  const channels = get(document, 'data', 'channels');
  const environments = get(document, 'environments');
  const gates = get(document, 'validate', 'gates');
  const watch = get(document, 'watch');
  return [
    ['data', 'table'],
    ['data', 'held-out'],
    ['data', 'split-lock'],
    ['data', 'schema'],
    ...(isMap(channels) ? Object.keys(channels).map((name) => ['data', 'channels', name]) : []),
    ...(Array.isArray(watch) ? watch.map((_, index) => ['watch', index]) : []),
    ...(Array.isArray(gates) ? gates.map((_, index) => ['validate', 'gates', index, 'from']) : []),
    ['image', 'context'],
    ['serve', 'smoke'],
    ...(isMap(environments) ? Object.keys(environments).map((name) => ['environments', name, 'serve', 'smoke']) : []),
  ];
}

function outside(document: unknown, path: Path, folder: string): readonly Finding[] {
  const value = get(document, ...path);
  return when(typeof value === 'string' && leavesRoot(folder, value), path, leavesRepository(value));
}

/** The sentence for a path that lies above the repository. */
export const leavesRepository = (path: unknown): string =>
  `"${printed(path)}" leaves the repository; what a run uses must be under version control or declared in it.`;
