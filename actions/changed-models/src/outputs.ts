import type { ActionResult } from '@mlops-actions/action-kit';
import type { ChangedOutput } from './inputs.ts';
import type { Leg } from './legs.ts';

/** A job can hand over a megabyte, all models together. */
const MOST_FILES = 100;

/** Every output of the action and its summary; `reports` is the folder of those about models that cannot be judged. */
export function toResult(
  summary: string,
  legs: readonly Leg[],
  reports: string | undefined,
): ActionResult<ChangedOutput> {
  const readable = legs.filter(({ model }) => model.outOfReach.length === 0);
  const judged = legs.filter(({ model }) => model.notEvaluated === undefined);
  const unjudged = legs.filter((leg) => !judged.includes(leg));
  return {
    outputs: {
      matrix: matrix(legs, plain),
      'data-matrix': readable.length === 0 ? '' : matrix(readable, plain),
      'rehearsal-matrix': judged.length === 0 ? '' : matrix(judged, withFiles),
      any: (legs.length > 0).toString(),
      count: legs.length.toString(),
      'not-evaluated': unjudged.map(({ slug }) => slug).join(', '),
      reports,
    },
    summary,
  };
}

const matrix = (legs: readonly Leg[], entry: (leg: Leg) => object): string =>
  JSON.stringify({ include: legs.map(entry) });

const plain = ({ model: { model, config, baseConfig }, slug }: Leg) => ({
  model,
  slug,
  config,
  'base-config': baseConfig ?? '',
});

/** A list inside of a matrix would become more legs, so it is a text. */
const withFiles = (leg: Leg) => ({
  ...plain(leg),
  'changed-files': JSON.stringify(leg.model.changedFiles.slice(0, MOST_FILES)),
});
