import { OVERALL_GRID, SLICE_GRID } from './bins.ts';
import { type Block, numberOfRow } from './block.ts';
import { addRow, fold, newPool, type Pool } from './pool.ts';
import { type RowReader, rowReader } from './row-reader.ts';
import { firstOf } from './row-tally.ts';
import { isComparable, type Row } from './rows.ts';
import { slicerOf } from './slots.ts';
import { EXACT_SLICE_ROWS, type State } from './state.ts';

/** Rows that are named in reports, of each kind. */
export const SAMPLES = 20;
const MOST_CATEGORIES = 1_000;

/** Adds the rows of blocks to a state. */
export function accumulator(state: State): (block: Block) => void {
  const read: RowReader = rowReader(state);
  const slices = state.plan.request.slices.map((_, rule) => slicePools(state, rule));
  const row: Row = { truth: 0, a: 0, b: 0, scoreA: 0, scoreB: 0, lossA: 0, lossB: 0, weight: 1, group: 0 };
  return (block) => {
    for (let at = 0; at < block.rows; at += 1) {
      if (!read(block, at, row)) continue;
      addRow(state.overall, row, state.shape);
      if (state.shape.weighted) weigh(state, row.weight);
      for (let rule = 0; rule < slices.length; rule += 1) {
        const pool = slices[rule]?.(block, at);
        if (pool !== undefined) addRow(pool, row, state.shape);
      }
      sample(state, row, numberOfRow(block, at));
    }
    foldIfMany(state);
  };
}

function weigh({ weight }: State, of: number): void {
  weight.sum += of;
  weight.squares += of * of;
}

/** The pool of a row by one rule. Names are made once a slice. */
function slicePools(state: State, rule: number): (block: Block, at: number) => Pool | undefined {
  const { plan, slices } = state;
  const asked = plan.request.slices[rule];
  if (asked === undefined) return () => undefined;
  const slicer = slicerOf(asked, plan.slices[rule] ?? []);
  const known: (Pool | undefined)[] = [];
  return (block, at) => {
    const key = slicer.key(block, at);
    if (key < 0) return undefined;
    const before = known[key];
    if (before !== undefined) return before;
    const pool = sliceOf(state, rule, slices[rule] ?? new Map(), slicer.name(block, at));
    known[key] = pool;
    return pool;
  };
}

/** The pool of a slice; of more categories than are told apart, that of all others. */
export function sliceOf(state: State, rule: number, slices: Map<string, Pool>, name: string): Pool {
  const known = slices.get(name);
  if (known !== undefined) return known;
  const { slices: rules, maxCategories = MOST_CATEGORIES } = state.plan.request;
  const other = `${rules[rule]?.by?.join(' × ') ?? ''} = Other`;
  if (slices.size >= maxCategories) return mixedSlice(state, slices, other);
  const pool = newPool(state.shape);
  slices.set(name, pool);
  return pool;
}

function mixedSlice({ shape }: State, slices: Map<string, Pool>, name: string): Pool {
  const pool = slices.get(name) ?? newPool(shape);
  pool.mixed = true;
  slices.set(name, pool);
  return pool;
}

/** When there are too many rows to keep, all are binned, and so is every slice that is not small. */
export function foldIfMany(state: State): void {
  const { overall, slices, exactRows, shape } = state;
  if (overall.rows <= exactRows) return;
  fold(overall, OVERALL_GRID, shape);
  for (const pools of slices)
    for (const pool of pools.values()) if (pool.rows > EXACT_SLICE_ROWS) fold(pool, SLICE_GRID, shape);
}

function sample({ samples, shape }: State, { truth, a, b }: Row, number: number): void {
  if (!isComparable(shape) || a === b) return;
  if (a === truth) samples.fixed = withRow(samples.fixed, number);
  if (b === truth) samples.broken = withRow(samples.broken, number);
}

const withRow = (rows: number[], number: number): number[] =>
  rows.length < SAMPLES || number < (rows.at(-1) ?? 0) ? firstOf([...rows, number], SAMPLES) : rows;
