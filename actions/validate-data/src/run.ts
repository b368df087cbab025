import { type ActionContext, inWorkspace, type Run, readConfig, readParts } from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import { checkData, planSummary } from '@mlops-actions/core';
import { type DataInputs, type DataOutput, PATHS } from './inputs.ts';
import { toResult } from './outputs.ts';

/** Checks and stores the data of a file or of plain inputs; of a file it also tells how the rest is understood. */
export const run: Run<DataInputs, DataOutput> = async (inputs, context) => {
  const loaded = await readParts({ inputs, paths: PATHS, parts: ['task', 'data'] }, context);
  const plan = await planOf(inputs, context);
  const ports = await connect(loaded, context, import.meta.url);
  const data = await inWorkspace(loaded, context, () => checkData(loaded.config, ports));
  return toResult(loaded.config.model, data, plan);
};

async function planOf(inputs: DataInputs, context: ActionContext): Promise<string | undefined> {
  const { config: file } = inputs;
  if (file === undefined) return undefined;
  return planSummary(await readConfig({ ...inputs, config: file }, context), context.event.startsWith('pull_request'));
}
