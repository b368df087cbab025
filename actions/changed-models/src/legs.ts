import { type ChangedModel, digestOf } from '@mlops-actions/core';

/** A changed model with the name that its job and its artifacts have. */
export interface Leg {
  readonly model: ChangedModel;
  /** A name of a file: two configurations of one model are told apart by their paths. */
  readonly slug: string;
}

export const legsOf = (models: readonly ChangedModel[]): readonly Leg[] =>
  models.map((model) => ({ model, slug: slugOf(model, models) }));

function slugOf({ model, config }: ChangedModel, all: readonly ChangedModel[]): string {
  const alone = all.filter((other) => other.model === model).length === 1;
  return alone ? model : `${model}-${digestOf(config).slice(0, 6)}`;
}
