import type { MlopsConfig } from '../config/types.ts';
import { defined } from '../domain/defined.ts';
import { isMlopsError } from '../domain/errors.ts';
import type { Report, RuleChange } from '../domain/report.ts';
import type { ChangedModel, ChangedRequest } from './find-changed.ts';
import type { History } from './ports/history.ts';
import { unjudgedReport } from './rehearse-report.ts';
import { ruleChanges } from './rehearse-rules.ts';
import { rulesInHistory } from './rules-in-history.ts';

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
    const { config, rules } = await judgingOf(model, { before, head: request.head }, history);
    const about = { config, head, base, changedFiles, ...defined({ run: request.run }) };
    return [{ model, report: unjudgedReport(about, notEvaluated, rules) }];
  });
  return (await Promise.all(reports)).flat();
}

interface Judging {
  readonly config: MlopsConfig;
  readonly rules: readonly RuleChange[];
}

/** By the base, with what the head would change of it, else by the head, which was read before. */
async function judgingOf(
  { config, baseConfig }: ChangedModel,
  { before, head }: { readonly before: string; readonly head: string },
  history: History,
): Promise<Judging> {
  const after = await rulesInHistory(head, config, history);
  const own = { config: after.config, rules: [] };
  if (baseConfig === undefined) return own;
  try {
    const base = await rulesInHistory(before, baseConfig, history);
    return { config: base.config, rules: ruleChanges(base, after) };
  } catch (error) {
    if (isMlopsError(error, 'CONFIG_INVALID')) return own;
    throw error;
  }
}
