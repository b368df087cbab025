import type { ActionResult } from '@mlops-actions/action-kit';
import { type ChangedModel, type Changes, changedSummary, digestOf } from '@mlops-actions/core';
import type { ChangedOutput } from './inputs.ts';

/** A job can hand over a megabyte, all models together. */
const MOST_FILES = 100;

/** Every output of the action and its summary. */
export function toResult(changes: Changes): ActionResult<ChangedOutput> {
  const { models } = changes;
  return {
    outputs: {
      matrix: JSON.stringify({ include: models.map(leg) }),
      any: (models.length > 0).toString(),
      count: models.length.toString(),
    },
    summary: changedSummary(changes),
  };
}

/** `slug` is a name of a file: two configurations of one model are told apart by their paths. */
const leg = (
  { model, config, baseConfig, changedFiles, outOfReach }: ChangedModel,
  _index: number,
  all: readonly ChangedModel[],
) => ({
  model,
  slug: all.filter((other) => other.model === model).length === 1 ? model : `${model}-${digestOf(config).slice(0, 6)}`,
  config,
  'base-config': baseConfig ?? '',
  'out-of-reach': outOfReach.join(', '),
  // A list inside of a matrix would become more legs, so it is a text.
  'changed-files': JSON.stringify(changedFiles.slice(0, MOST_FILES)),
});
