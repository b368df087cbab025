import { relative } from 'node:path';
import { inWorkspace, type Run, requireInputs } from '@mlops-actions/action-kit';
import { parseDuration, rehearse } from '@mlops-actions/core';
import type { RehearseInputs, RehearseOutput } from './inputs.ts';
import { toResult } from './outputs.ts';
import { checkedOut, checkedOutBase, headPlace } from './sides.ts';

/** Rehearses the change of one model on the runner. */
export const run: Run<RehearseInputs, RehearseOutput> = async (given, context) => {
  const inputs = requireInputs(given, ['head-sha', 'base-sha']);
  const { 'base-config': config, 'base-directory': directory, 'base-sha': commit, 'max-runtime': runtime } = inputs;
  const head = await checkedOut(headPlace(inputs), context);
  const found = config === undefined ? undefined : await checkedOutBase({ config, directory, commit }, context);
  const { base } = found ?? {};
  const maxRuntimeSeconds = runtime === undefined ? undefined : parseDuration(runtime);
  const request = {
    head,
    ...found,
    baseCommit: commit,
    baseFolder: relative(head.root, base?.root ?? head.root).replaceAll('\\', '/'),
    changedFiles: JSON.parse(inputs['changed-files']) as string[],
    train: inputs.train ?? true,
    ...(maxRuntimeSeconds === undefined ? {} : { maxRuntimeSeconds }),
  };
  return toResult(await inWorkspace(head, context, () => rehearse(request)));
};
