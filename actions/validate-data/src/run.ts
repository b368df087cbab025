import {
  type ActionContext,
  inWorkspace,
  pathInWorkspace,
  placedError,
  type Run,
  readConfig,
  readParts,
} from '@mlops-actions/action-kit';
import { connect } from '@mlops-actions/adapters';
import { isMlopsError, type JudgedData, judgeDataStage, planSummary } from '@mlops-actions/core';
import { type DataInputs, type DataOutput, PATHS } from './inputs.ts';
import { toResult } from './outputs.ts';

/** Checks and stores the data of a file or of plain inputs; of a file it also tells how the rest is understood. */
export const run: Run<DataInputs, DataOutput> = async (inputs, context) => {
  const loaded = await readParts({ inputs, paths: PATHS, parts: ['task', 'data'] }, context);
  const plan = await planOf(inputs, context);
  const ports = await connect(loaded, context, import.meta.url);
  const options = { drift: inputs.drift, suggest: inputs.suggest ?? false };
  const judged = await inWorkspace(loaded, context, () => judgeDataStage(loaded.config, options, ports));
  return toResult(loaded.config.model, placed(judged, loaded, context), plan);
};

/** Findings with their files as the runner knows them, to be shown beside their lines. */
function placed(judged: JudgedData, at: { readonly root: string }, context: ActionContext): JudgedData {
  const { failure } = judged;
  return {
    ...judged,
    findings: judged.findings.map((finding) =>
      finding.file === undefined ? finding : { ...finding, file: pathInWorkspace(finding.file, at, context) },
    ),
    ...(isMlopsError(failure, 'DATA_INVALID') ? { failure: placedError('DATA_INVALID', failure, at, context) } : {}),
  };
}

async function planOf(inputs: DataInputs, context: ActionContext): Promise<string | undefined> {
  const { config: file } = inputs;
  if (file === undefined) return undefined;
  return planSummary(await readConfig({ ...inputs, config: file }, context), context.event.startsWith('pull_request'));
}
