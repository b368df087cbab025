import { foldIfMany, SAMPLES, sliceOf } from './accumulate.ts';
import { indexOf, type Names } from './names.ts';
import { mergePools, type Recoding } from './pool.ts';
import { firstOf, mergeTallies } from './row-tally.ts';
import type { AnswerTallies, State } from './state.ts';

/**
 * Adds what is known of other rows of the same request; `from` must not be used any more. Rows of a table may be parted and
 * merged in any way and order: the evaluation is the same.
 */
export function mergeStates(into: State, from: State): void {
  const { shape } = into;
  const recoding: Recoding = {
    classOf: recoder(into.classes, from.classes),
    groupOf: recoder(into.groups, from.groups),
  };
  mergePools(into.overall, from.overall, shape, recoding);
  from.slices.forEach((pools, rule) => {
    const own = into.slices[rule] ?? new Map();
    for (const [name, pool] of pools) mergePools(sliceOf(into, rule, own, name), pool, shape, recoding);
  });
  for (const label of from.held) into.held.add(label);
  into.weight.sum += from.weight.sum;
  into.weight.squares += from.weight.squares;
  for (const mistake of ['label', 'badWeight', 'badGroup'] as const) mergeTallies(into[mistake], from[mistake]);
  for (const model of ['candidate', 'champion'] as const) mergeAnswers(into.answers[model], from.answers[model]);
  into.samples.fixed = firstOf([...into.samples.fixed, ...from.samples.fixed], SAMPLES);
  into.samples.broken = firstOf([...into.samples.broken, ...from.samples.broken], SAMPLES);
  foldIfMany(into);
}

function recoder(into: Names, { list }: Names): (code: number) => number {
  const codes = list.map((name) => indexOf(into, name));
  return (code) => codes[code] ?? 0;
}

function mergeAnswers(into: AnswerTallies, from: AnswerTallies): void {
  mergeTallies(into.missing, from.missing);
  mergeTallies(into.score, from.score);
  into.outside += from.outside;
  for (const [name, tally] of from.given) {
    const own = into.given.get(name);
    if (own === undefined) into.given.set(name, tally);
    else mergeTallies(own, tally);
  }
}
