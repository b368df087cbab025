import { type Change, changedModels } from '../domain/changed-models.ts';
import { defined } from '../domain/defined.ts';
import { MlopsError } from '../domain/errors.ts';
import type { Origin } from '../domain/model-origin.ts';
import type { ModelPlace } from '../domain/model-place.ts';
import { NOT_EVALUATED } from '../domain/not-evaluated.ts';
import { type Holdings, outOfReach } from './data-reach.ts';
import { modelsAt } from './models-at.ts';
import type { History } from './ports/history.ts';

export interface ChangedRequest {
  /** A commit, branch or tag. */
  readonly base: string;
  readonly head: string;
  /** Globs of the files that configure models. */
  readonly configs: readonly string[];
}

export interface ChangedModel {
  readonly model: string;
  readonly config: string;
  /** Where the same model was before, also when it cannot be read there; absent for a new one. */
  readonly baseConfig?: string;
  /** One sentence fragment for each reason, e.g. `2 files in its folder`. */
  readonly reasons: readonly string[];
  readonly changedFiles: readonly string[];
  /** Which of its data a checkout of the head does not bring, as half a sentence for each. */
  readonly outOfReach: readonly string[];
  /** Why it cannot be rehearsed from the two commits alone, as a sentence without its full stop; absent when it can. */
  readonly notEvaluated?: string;
}

export interface Changes {
  readonly models: readonly ChangedModel[];
  /** Models that are no longer there. */
  readonly removed: readonly { readonly model: string; readonly config: string }[];
}

export const USUAL_CONFIGS = ['**/mlops.yml', '**/mlops.*.yml'] as const;

/**
 * The models that a change concerns, from the history alone: nothing needs to be checked out but the history itself.
 * The base is compared as it was when the head left it: what it got since is none of the change.
 * Throws GIT_FAILED, CONFIG_INVALID with the mistakes of every file of the head, and CONFIG_NOT_FOUND for a path among `configs`
 * that is no model, neither before nor after.
 */
export async function findChanged(request: ChangedRequest, history: History): Promise<Changes> {
  const { head, configs } = request;
  const changed = await history.changedPaths(request.base, head);
  const base = await history.commonCommit(request.base, head);
  const after = await modelsAt(head, configs, history);
  const problems = after.unreadable.flatMap((file) => file.problems);
  if (problems.length > 0) throw new MlopsError('CONFIG_INVALID', { problems });
  const before = await modelsAt(base, configs, history);
  requireModels(configs, [...after.places, ...before.places, ...before.unreadable]);
  const { changes, removed } = changedModels({
    head: after.places,
    base: before.places,
    unreadable: before.unreadable,
    renamed: await history.renamed(base, head, changed.filter(isOneOf([...after.places, ...before.places]))),
    changed,
    matches: history.matches,
  });
  const reach = { head: await holdingsAt(head, history), base: await holdingsAt(base, history) };
  return {
    models: await Promise.all(changes.map((change) => told(change, reach))),
    removed: removed.map(({ model, config }) => ({ model, config })),
  };
}

/** A slip in a path must not read as if nothing had changed, pull request after pull request; a pattern may have no model yet. */
function requireModels(configs: readonly string[], found: readonly { readonly config: string }[]): void {
  const file = configs.find((path) => !/[*?[{!]/.test(path) && !found.some(({ config }) => config === path));
  if (file !== undefined) throw new MlopsError('CONFIG_NOT_FOUND', { file });
}

const isOneOf =
  (places: readonly ModelPlace[]) =>
  (path: string): boolean =>
    places.some(({ config }) => config === path);

async function told({ place, origin, reasons, changedFiles }: Change, { head, base }: Reach): Promise<ChangedModel> {
  const missing = await outOfReach(place.tables, head);
  const missingBefore = origin.kind === 'same' ? await outOfReach(origin.before.tables, base) : [];
  const { model, config } = place;
  return {
    model,
    config,
    reasons,
    changedFiles,
    outOfReach: missing,
    ...defined({
      baseConfig: configOf(origin),
      notEvaluated: whyNotEvaluated(origin, [...missingBefore, ...missing]),
    }),
  };
}

interface Reach {
  readonly head: Holdings;
  readonly base: Holdings;
}

function configOf(origin: Origin): string | undefined {
  if (origin.kind === 'same') return origin.before.config;
  return origin.kind === 'unreadable' ? origin.config : undefined;
}

function whyNotEvaluated(origin: Origin, missing: readonly string[]): string | undefined {
  if (origin.kind === 'unreadable') return NOT_EVALUATED.base(origin.problems);
  if (origin.kind === 'unknown') return NOT_EVALUATED.origin(origin.removed);
  return missing.length > 0 ? NOT_EVALUATED.data(missing) : undefined;
}

/** What a checkout of a commit would hold. */
async function holdingsAt(commit: string, history: History): Promise<Holdings> {
  const files = await history.filesAt(commit);
  const isPartOf = (path: string, table: string) =>
    path === table || path.startsWith(`${table}/`) || history.matches(path, table);
  return {
    files: async (table) => files.filter((path) => isPartOf(path, table)),
    exists: async (path) => files.includes(path),
    hasLfsPointer: (paths) => history.hasLfsPointer(commit, paths),
  };
}
