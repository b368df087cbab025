import { posix, resolve } from 'node:path';
import { type Run, requireInputs } from '@mlops-actions/action-kit';
import { gitHistory } from '@mlops-actions/adapters';
import { changedSummary, findChanged, unjudgedReports } from '@mlops-actions/core';
import type { ChangedInputs, ChangedOutput } from './inputs.ts';
import { legsOf } from './legs.ts';
import { toResult } from './outputs.ts';
import { writeReports } from './reports.ts';

/** Compares two commits of the checked-out repository, and writes the reports of what cannot be judged. */
export const run: Run<ChangedInputs, ChangedOutput> = async (inputs, context) => {
  const { base, head, 'head-sha': headCommit } = requireInputs(inputs, ['base']);
  const written = inputs.configs.split(/[,\n]/).map((glob) => glob.trim());
  const configs = written.filter((glob) => glob !== '').map((glob) => posix.normalize(glob));
  const history = gitHistory(resolve(context.workspace, inputs['working-directory']));
  const changes = await findChanged({ base, head, configs }, history);
  const legs = legsOf(changes.models);
  const unjudged = await unjudgedReports(changes.models, { base, head, headCommit, run: context.run.runId }, history);
  return toResult(changedSummary(changes), legs, await writeReports(unjudged, legs, context));
};
