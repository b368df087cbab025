import type { Evidence, RegressionEvidence } from '../evidence/types.ts';

/** `candidate[t][p]`: how many rows of class t were taken for class p, both in the order of `classes`. */
export interface Confusion {
  readonly classes: readonly string[];
  readonly candidate: readonly (readonly number[])[];
  readonly champion?: readonly (readonly number[])[];
}

/** A larger table is not read by anybody and fills the record. */
const MAX_CLASSES = 50;

/** Tables of both models over the union of their classes; empty when there is none to show. */
export function confusionOf(models: { readonly candidate: Evidence; readonly champion?: Evidence }): {
  readonly confusion?: Confusion;
} {
  const { candidate, champion } = models;
  if (!isClassified(candidate)) return {};
  const other = champion !== undefined && isClassified(champion) ? champion : undefined;
  const classes = classesOf(candidate, other);
  if (classes.length > MAX_CLASSES) return {};
  return {
    confusion: {
      classes,
      candidate: tableOf(candidate, classes),
      ...(other === undefined ? {} : { champion: tableOf(other, classes) }),
    },
  };
}

type Classified = Exclude<Evidence, RegressionEvidence>;

/** A ranking without threshold and predictions has no answers. */
const isClassified = (evidence: Evidence): evidence is Classified =>
  evidence.task !== 'regression' && evidence.predicted.length > 0;

const classesOf = (candidate: Classified, champion: Classified | undefined): readonly string[] =>
  candidate.task !== 'multiclass'
    ? candidate.classes
    : [...new Set([...candidate.classes, ...(champion?.classes ?? [])])].sort();

function tableOf(evidence: Classified, classes: readonly string[]): readonly (readonly number[])[] {
  const table = classes.map(() => classes.map(() => 0));
  // A binary model's own name for the negative class may differ when the held-out rows have none.
  const place = evidence.classes.map((name, index) => (evidence.task === 'multiclass' ? classes.indexOf(name) : index));
  evidence.truth.forEach((truth, i) => {
    const row = table[place[truth] ?? -1];
    const column = place[evidence.predicted[i] ?? -1];
    if (row !== undefined && column !== undefined) row[column] = (row[column] ?? 0) + (evidence.count?.[i] ?? 1);
  });
  return table;
}
