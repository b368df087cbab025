import type { Evaluation, Evidence, Evidences, Slice, Task } from '@mlops-actions/evaluation';
import { random } from '../../../evaluation/test/random.ts';
import { wholeOf } from './whole.ts';

/** What may be wrong with evidence, or right. */
type Flaw =
  | 'none'
  | 'one-class'
  | 'constant-score'
  | 'nan'
  | 'no-score'
  | 'few'
  | 'no-rows'
  | 'weighted'
  | 'counted'
  | 'one-group';

const FLAWS: readonly Flaw[] = [
  ...['none', 'none', 'one-class', 'constant-score', 'nan', 'no-score', 'few', 'no-rows'],
  ...['weighted', 'counted', 'one-group'],
] as readonly Flaw[];

const rowsOf = (flaw: Flaw) => (flaw === 'no-rows' ? 0 : flaw === 'few' ? 7 : 80);

function evidenceOf(task: Task, flaw: Flaw, quality: number, seed: number): Evidence {
  const next = random(seed);
  const rows = rowsOf(flaw);
  const fill = (make: (row: number) => number) => Array.from({ length: rows }, (_, row) => make(row));
  const truth = fill(() => (flaw === 'one-class' ? 0 : Number(next() < 0.4)));
  const score = fill((row) => {
    if (flaw === 'nan') return Number.NaN;
    if (flaw === 'constant-score') return 0.5;
    return Math.min(1, Math.max(0, 0.5 + quality * ((truth[row] ?? 0) - 0.5) + 0.4 * (next() - 0.5)));
  });
  const entered = {
    ...(flaw === 'weighted' ? { weight: Float64Array.from(fill(() => next() * 2)) } : {}),
    ...(flaw === 'counted' ? { count: Float64Array.from(fill(() => 1 + Math.floor(next() * 5))) } : {}),
  };
  const group = Uint32Array.from(fill((row) => (flaw === 'one-group' ? 0 : row % 16)));
  const predicted = Uint8Array.from(score, (value) => Number(value >= 0.5));
  switch (task) {
    case 'binary':
      return {
        task,
        classes: ['0', '1'],
        truth: Uint8Array.from(truth),
        predicted,
        ...(flaw === 'no-score' ? {} : { score: Float64Array.from(score) }),
        ...(flaw === 'one-group' ? { group } : {}),
        ...entered,
      };
    case 'ranking':
      return {
        task,
        classes: ['0', '1'],
        truth: Uint8Array.from(truth),
        predicted: flaw === 'no-score' ? new Uint8Array(0) : predicted,
        score: Float64Array.from(score),
        group,
        ...entered,
      };
    case 'multiclass':
      return {
        task,
        classes: ['a', 'b'],
        truth: Uint32Array.from(truth),
        predicted: Uint32Array.from(predicted),
        ...entered,
      };
    case 'regression':
      return { task, truth: Float64Array.from(truth), predicted: Float64Array.from(score), ...entered };
  }
}

/** Evidence of both models on the same rows, of the candidate alone when `alone`. */
function evidences(task: Task, flaw: Flaw, seed: number, alone: boolean): Evidences {
  const candidate = evidenceOf(task, flaw, 0.2 + (seed % 5) / 5, seed);
  const other = flaw === 'none' && seed % 7 === 0 ? 'constant-score' : flaw;
  return alone ? { candidate } : { candidate, champion: evidenceOf(task, other, 0.6, seed) };
}

/** An evaluation by number: the same number is the same evaluation, and its parts are made once. */
export function evaluationOf(task: Task, number: number): Evaluation {
  const key = `${task} ${number}`;
  const known = made.get(key) ?? make(task, number);
  made.set(key, known);
  return known;
}

const made = new Map<string, Evaluation>();

function make(task: Task, number: number): Evaluation {
  const flaw = FLAWS[number % FLAWS.length] ?? 'none';
  const alone = number % 6 === 5;
  const slice = (rule: string, name: string, index: number): Slice => {
    const part = FLAWS[(number + index) % FLAWS.length] ?? 'none';
    const rows = rowsOf(part);
    return rows < 20
      ? { rule, name, rows }
      : { rule, name, rows, evidence: evidences(task, part, number + index, alone || (number + index) % 11 === 3) };
  };
  return {
    ...wholeOf(evidences(task, flaw, number, alone)),
    task,
    slices: [
      slice('region', 'region = north', 1),
      slice('region', 'region = south', 2),
      ...(number % 3 === 0 ? [] : [slice('age', 'age < 18', 3), slice('age', '18 ≤ age', 4)]),
      ...(number % 4 === 0 ? [slice('vip', 'vip', 5)] : []),
    ],
    slicesLeftOut: number % 5 === 0 ? 3 : 0,
  };
}
