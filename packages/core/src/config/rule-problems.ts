import type { Problem } from '../domain/error-catalogue.ts';
import { dataRule } from './rules/data.ts';
import { environmentsRule } from './rules/environments.ts';
import { gatesRule } from './rules/gates.ts';
import { pathsRule } from './rules/paths.ts';
import { slicesRule } from './rules/slices.ts';
import { spotRule } from './rules/spot.ts';
import { keyPlaceAt, type Node, nodeAt, pathText, plain } from './tree.ts';

/** Mistakes between values. `folder` is the folder of mlops.yml, relative to the repository. */
export function ruleProblems(tree: Node, folder: string): readonly Problem[] {
  const document = plain(tree);
  return [dataRule, gatesRule, slicesRule, spotRule, environmentsRule, pathsRule(folder)]
    .flatMap((rule) => rule(document))
    .map(({ path, message }) => ({
      ...(nodeAt(tree, path)?.place ?? keyPlaceAt(tree, path)),
      path: pathText(path),
      message,
    }));
}
