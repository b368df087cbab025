import { canonicalLabel } from './labels.ts';
import { refuseMissing, report } from './problems.ts';
import type { Joined, MulticlassEvidence } from './types.ts';

/**
 * Any number of classes. A predicted label that no held-out row has counts as a wrong answer, since rare classes may be absent
 * from the rows; when no prediction at all is a label, the two sides speak of different things and that is refused.
 */
export function readMulticlass(joined: Joined): MulticlassEvidence {
  refuseMissing(joined, 'label');
  refuseMissing(joined, 'prediction');
  const truth = joined.rows.map(({ label }) => canonicalLabel(label));
  const predicted = joined.rows.map(({ prediction }) => canonicalLabel(prediction));
  refuseStrangers(joined, new Set(truth), new Set(predicted));
  const classes = [...new Set([...truth, ...predicted])].sort();
  const index = new Map(classes.map((name, position) => [name, position]));
  const indexes = (names: readonly string[]) => Uint32Array.from(names, (name) => index.get(name) ?? 0);
  return {
    task: 'multiclass',
    ids: joined.rows.map(({ id }) => id),
    classes,
    truth: indexes(truth),
    predicted: indexes(predicted),
  };
}

function refuseStrangers(joined: Joined, labels: ReadonlySet<string>, predicted: ReadonlySet<string>): void {
  if (labels.size === 0 || [...predicted].some((name) => labels.has(name))) return;
  const shown = (names: ReadonlySet<string>) => [...names].slice(0, 3).map((name) => `"${name}"`);
  report(
    joined,
    'prediction',
    `No prediction is one of the labels: predictions are ${shown(predicted).join(', ')}, labels are ${shown(labels).join(', ')}.`,
  );
}
