import type { BinScores } from './bin-scores.ts';
import { BIN_COLUMNS, type Bins, newBins } from './bins.ts';
import { newNames } from './names.ts';
import type { Plan } from './plan.ts';
import type { Pool } from './pool.ts';
import type { RowTally } from './row-tally.ts';
import { COLUMN_NAMES, newRows, type Rows } from './rows.ts';
import { type AnswerTallies, newState, type State } from './state.ts';

/** A state as plain data for JSON: without its plan, which whoever reads it has to have. */
export interface WrittenState {
  readonly schema: 'evaluation-state-v1';
  readonly overall: WrittenPool;
  readonly slices: readonly (readonly (readonly [name: string, pool: WrittenPool])[])[];
  readonly classes: readonly string[];
  readonly groups: readonly string[];
  readonly held: readonly string[];
  readonly weight: State['weight'];
  readonly label: RowTally;
  readonly badWeight: RowTally;
  readonly badGroup: RowTally;
  readonly answers: { readonly candidate: WrittenAnswers; readonly champion: WrittenAnswers };
  readonly samples: State['samples'];
}

interface WrittenPool {
  readonly rows: number;
  readonly mixed?: true;
  readonly kept?: { readonly size: number } & Readonly<Record<(typeof COLUMN_NAMES)[number], readonly number[]>>;
  readonly cells?: readonly (readonly [number, number])[];
  /** Of each column, places and values of what is not 0. */
  readonly bins?: Pick<Bins, 'grid' | 'champion'> &
    Readonly<Record<(typeof BIN_COLUMNS)[number] | keyof BinScores, readonly number[]>>;
}

interface WrittenAnswers extends Omit<AnswerTallies, 'given'> {
  readonly given: readonly (readonly [string, RowTally])[];
}

export function writeState(state: State): WrittenState {
  const { weight, label, badWeight, badGroup, samples } = state;
  return {
    schema: 'evaluation-state-v1',
    overall: writePool(state.overall),
    slices: state.slices.map((pools) => [...pools].map(([name, pool]) => [name, writePool(pool)] as const)),
    classes: state.classes.list,
    groups: state.groups.list,
    held: [...state.held],
    weight,
    label,
    badWeight,
    badGroup,
    answers: { candidate: writeAnswers(state.answers.candidate), champion: writeAnswers(state.answers.champion) },
    samples,
  };
}

/** The state that was written for the same plan. */
export function readState(plan: Plan, written: WrittenState): State {
  const { weight, label, badWeight, badGroup, samples, answers } = structuredClone(written);
  return {
    ...newState(plan),
    overall: readPool(plan, written.overall),
    slices: written.slices.map((pools) => new Map(pools.map(([name, pool]) => [name, readPool(plan, pool)]))),
    classes: newNames(written.classes),
    groups: newNames(written.groups),
    held: new Set(written.held),
    weight,
    label,
    badWeight,
    badGroup,
    answers: { candidate: readAnswers(answers.candidate), champion: readAnswers(answers.champion) },
    samples,
  };
}

const writeAnswers = ({ given, ...rest }: AnswerTallies): WrittenAnswers => ({ ...rest, given: [...given] });

const readAnswers = ({ given, ...rest }: WrittenAnswers): AnswerTallies => ({ ...rest, given: new Map(given) });

function writePool({ rows, mixed, kept, cells, bins }: Pool): WrittenPool {
  return {
    rows,
    ...(mixed === undefined ? {} : { mixed }),
    ...(kept === undefined ? {} : { kept: writeRows(kept) }),
    ...(cells === undefined ? {} : { cells: [...cells] }),
    ...(bins === undefined ? {} : { bins: writeBins(bins) }),
  };
}

function readPool({ request }: Plan, { rows, mixed, kept, cells, bins }: WrittenPool): Pool {
  return {
    rows,
    ...(mixed === undefined ? {} : { mixed }),
    ...(kept === undefined ? {} : { kept: readRows(request.task, kept) }),
    ...(cells === undefined ? {} : { cells: new Map(cells) }),
    ...(bins === undefined ? {} : { bins: readBins(bins) }),
  };
}

const columnsOf = <Name extends string>(names: readonly Name[], of: (name: Name) => readonly number[]) =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, readonly number[]>;

const writeRows = (rows: Rows): NonNullable<WrittenPool['kept']> => ({
  size: rows.size,
  ...columnsOf(COLUMN_NAMES, (name) => [...rows[name].subarray(0, rows.size)]),
});

function readRows(task: Plan['request']['task'], { size, ...columns }: NonNullable<WrittenPool['kept']>): Rows {
  const { truth, a } = newRows(task);
  return {
    size,
    truth: typed(truth, columns.truth),
    a: typed(a, columns.a),
    b: typed(a, columns.b),
    scoreA: Float64Array.from(columns.scoreA),
    scoreB: Float64Array.from(columns.scoreB),
    weight: Float64Array.from(columns.weight),
    group: Uint32Array.from(columns.group),
  };
}

/** The values in an array of the same type as `like`. */
function typed(like: Rows['a'], values: readonly number[]): Rows['a'] {
  if (like instanceof Float64Array) return Float64Array.from(values);
  return like instanceof Uint32Array ? Uint32Array.from(values) : Uint8Array.from(values);
}

const writeBins = (bins: Bins): NonNullable<WrittenPool['bins']> => ({
  grid: bins.grid,
  champion: bins.champion,
  ...columnsOf(BIN_COLUMNS, (name) => occupied(bins[name])),
  ...columnsOf(['distinct', 'first'], (name) => occupied(bins.scores[name])),
});

function occupied(sums: Uint8Array | Uint32Array | Float64Array): readonly number[] {
  const found: number[] = [];
  sums.forEach((sum, at) => {
    if (sum !== 0) found.push(at, sum);
  });
  return found;
}

function readBins(written: NonNullable<WrittenPool['bins']>): Bins {
  const bins = newBins(written.grid, written.champion);
  for (const column of BIN_COLUMNS) fill(bins[column], written[column]);
  for (const column of ['distinct', 'first'] as const) fill(bins.scores[column], written[column]);
  return bins;
}

function fill(sums: Uint8Array | Uint32Array | Float64Array, occupied: readonly number[]): void {
  for (let at = 0; at < occupied.length; at += 2) sums[occupied[at] ?? 0] = occupied[at + 1] ?? 0;
}
