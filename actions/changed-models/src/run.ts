import { posix, resolve } from 'node:path';
import { type Run, requireInputs } from '@mlops-actions/action-kit';
import { gitHistory } from '@mlops-actions/adapters';
import { findChanged } from '@mlops-actions/core';
import type { ChangedInputs, ChangedOutput } from './inputs.ts';
import { toResult } from './outputs.ts';

/** Compares two commits of the checked-out repository. */
export const run: Run<ChangedInputs, ChangedOutput> = async (inputs, { workspace }) => {
  const { base, head } = requireInputs(inputs, ['base']);
  const configs = inputs.configs.split(/[,\n]/).map((glob) => posix.normalize(glob.trim() || '.'));
  return toResult(
    await findChanged({ base, head, configs }, gitHistory(resolve(workspace, inputs['working-directory']))),
  );
};
