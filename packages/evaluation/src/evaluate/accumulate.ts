import { OVERALL_GRID, SLICE_GRID } from './bins.ts';
import { type Block, numberOfRow } from './block.ts';
import { addRow, fold, newPool, type Pool } from './pool.ts';
import { type RowReader, rowReader } from './row-reader.ts';
import { firstOf } from './row-tally.ts';
import type { Row } from './rows.ts';
import { type Slicer, slicerOf } from './slots.ts';
import { EXACT_SLICE_ROWS, type State } from './state.ts';

const SAMPLES = 20;
const MOST_CATEGORIES = 1_000;

/** Adds the rows of blocks to a state. */
export function accumulator(state: State): (block: Block) => void {
  const read: RowReader = rowReader(state);
  const slicers = state.plan.request.slices.map((rule, index) => slicerOf(rule, state.plan.slices[index] ?? []));
  const row: Row = { truth: 0, a: 0, b: 0, scoreA: 0, scoreB: 0, lossA: 0, lossB: 0, weight: 1, group: 0 };
  return (block) => {
    for (let at = 0; at < block.rows; at += 1) {
      if (!read(block, at, row)) continue;
      addRow(state.overall, row, state.shape);
      state.weight.sum += row.weight;
      state.weight.squares += row.weight * row.weight;
      addToSlices(state, slicers, block, at, row);
      sample(state, row, numberOfRow(block, at));
    }
    foldIfMany(state);
  };
}

function addToSlices(state: State, slicers: readonly Slicer[], block: Block, at: number, row: Row): void {
  for (let rule = 0; rule < slicers.length; rule += 1) {
    const name = slicers[rule]?.(block, at);
    const slices = state.slices[rule];
    if (name !== undefined && slices !== undefined) addRow(sliceOf(state, rule, slices, name), row, state.shape);
  }
}

/** The pool of a slice; of more categories than are told apart, that of all others. */
export function sliceOf(state: State, rule: number, slices: Map<string, Pool>, name: string): Pool {
  const known = slices.get(name);
  if (known !== undefined) return known;
  const { slices: rules, maxCategories = MOST_CATEGORIES } = state.plan.request;
  const other = `${rules[rule]?.by?.join(' × ') ?? ''} = Other`;
  const key = slices.size < maxCategories ? name : other;
  const pool = slices.get(key) ?? newPool(state.shape);
  slices.set(key, pool);
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
  if (!shape.champion || shape.task === 'regression' || a === b) return;
  if (a === truth) samples.fixed = withRow(samples.fixed, number);
  if (b === truth) samples.broken = withRow(samples.broken, number);
}

const withRow = (rows: number[], number: number): number[] =>
  rows.length < SAMPLES || number < (rows.at(-1) ?? 0) ? firstOf([...rows, number], SAMPLES) : rows;
