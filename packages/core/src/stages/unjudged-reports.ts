import { loadConfig } from '../config/load.ts';
import type { MlopsConfig } from '../config/types.ts';
import { defined } from '../domain/defined.ts';
import { isMlopsError } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { ChangedModel, ChangedRequest } from './find-changed.ts';
import type { History } from './ports/history.ts';
import { unjudgedReport } from './rehearse-report.ts';

export interface UnjudgedRequest extends Pick<ChangedRequest, 'base' | 'head'> {
  /** Full id of the newest commit of the pull request; of `head`, which may be a merge, when undefined. */
  readonly headCommit: string | undefined;
  /** Id of the run of the workflow. */
  readonly run: string | undefined;
}

export interface Unjudged {
  readonly model: ChangedModel;
  readonly report: Report;
}

/**
 * The report of each changed model that cannot be rehearsed, as the rehearsal itself would write it, from the history alone.
 * Throws GIT_FAILED.
 */
export async function unjudgedReports(
  models: readonly ChangedModel[],
  request: UnjudgedRequest,
  history: History,
): Promise<readonly Unjudged[]> {
  const base = await history.idOf(request.base);
  const before = await history.commonCommit(base, request.head);
  const head = request.headCommit ?? (await history.idOf(request.head));
  const reports = models.map(async (model): Promise<readonly Unjudged[]> => {
    const { changedFiles, notEvaluated } = model;
    if (notEvaluated === undefined) return [];
    const config = await judgingConfig(model, { before, head: request.head }, history);
    const about = { config, head, base, changedFiles, ...defined({ run: request.run }) };
    return [{ model, report: unjudgedReport(about, notEvaluated) }];
  });
  return (await Promise.all(reports)).flat();
}

/** That of the base, else that of the head, which was read before. */
async function judgingConfig(
  { config, baseConfig }: ChangedModel,
  { before, head }: { readonly before: string; readonly head: string },
  history: History,
): Promise<MlopsConfig> {
  const at = async (commit: string, file: string) =>
    (await loadConfig({ file, readFile: (path) => history.fileAt(commit, path) })).config;
  if (baseConfig === undefined) return at(head, config);
  try {
    return await at(before, baseConfig);
  } catch (error) {
    if (isMlopsError(error, 'CONFIG_INVALID')) return at(head, config);
    throw error;
  }
}
