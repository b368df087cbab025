import { grade, newGraded, OVERALL_GRID, SLICE_GRID } from './bins.ts';
import { type Block, numberOfRow } from './block.ts';
import { Places } from './places.ts';
import { addRows, fold, newPool, type Pool } from './pool.ts';
import { rowReader } from './row-reader.ts';
import { firstOf } from './row-tally.ts';
import { ensureRows, everyRow, isComparable, newRows, type Rows } from './rows.ts';
import { nameOfValues, OTHER } from './slice-names.ts';
import { slicerOf } from './slots.ts';
import { EXACT_SLICE_ROWS, type State } from './state.ts';

/** Rows that are named in reports, of each kind. */
export const SAMPLES = 20;
const MOST_CATEGORIES = 1_000;

/** Adds the rows of blocks to a state. */
export function accumulator(state: State): (block: Block) => void {
  const { overall, shape } = state;
  const read = goodRows(state);
  const sorters = state.plan.request.slices.map((_, rule) => sliceSorter(state, rule));
  let graded = newGraded(0);
  let every = everyRow(0);
  return (block) => {
    const { rows, origins } = read(block);
    if (graded.binA.length < rows.size) graded = newGraded(rows.size);
    if (overall.bins !== undefined) grade(graded, rows, shape.champion);
    if (every.length < rows.size) every = everyRow(rows.size);
    addRows(overall, rows, graded, every.subarray(0, rows.size), shape);
    if (shape.weighted) weigh(state, rows);
    for (const sort of sorters) sort(block, origins, (pool, picked) => addRows(pool, rows, graded, picked, shape));
    sample(state, rows, block, origins);
    foldIfMany(state);
  };
}

/** Reads the rows of a block that have nothing missing or wrong, and where in the block each of them stands. */
function goodRows(state: State): (block: Block) => { readonly rows: Rows; readonly origins: Uint32Array } {
  const read = rowReader(state);
  const rows = newRows(state.shape.task);
  let origins = new Uint32Array();
  return (block) => {
    ensureRows(rows, block.rows, state.shape);
    if (origins.length < block.rows) origins = new Uint32Array(block.rows);
    let size = 0;
    for (let at = 0; at < block.rows; at += 1)
      if (read(block, at, rows, size)) {
        origins[size] = at;
        size += 1;
      }
    rows.size = size;
    return { rows, origins: origins.subarray(0, size) };
  };
}

function weigh({ weight }: State, { size, weight: weights }: Rows): void {
  for (let row = 0; row < size; row += 1) {
    const of = weights[row] ?? 0;
    weight.sum += of;
    weight.squares += of * of;
  }
}

type SliceSorter = (block: Block, origins: Uint32Array, visit: (pool: Pool, picked: Uint32Array) => void) => void;

/** Sorts rows into the slices of one rule, the rows of each in their order. Names are made once a slice. */
function sliceSorter(state: State, rule: number): SliceSorter {
  const { plan, slices } = state;
  const asked = plan.request.slices[rule];
  if (asked === undefined) return () => undefined;
  const slicer = slicerOf(asked, plan.slices[rule] ?? []);
  const known: (Pool | undefined)[] = [];
  const places = new Places();
  return (block, origins, visit) => {
    places.begin(origins.length);
    for (let row = 0; row < origins.length; row += 1) {
      const at = origins[row] ?? 0;
      const key = slicer.key(block, at);
      if (key < 0) continue;
      known[key] ??= sliceOf(state, rule, slices[rule] ?? new Map(), slicer.name(block, at));
      places.add(row, key);
    }
    places.each((key, picked) => {
      const pool = known[key];
      if (pool !== undefined) visit(pool, picked);
    });
  };
}

/** The pool of a slice; of more categories than are told apart, that of all others. */
export function sliceOf(state: State, rule: number, slices: Map<string, Pool>, name: string): Pool {
  const known = slices.get(name);
  if (known !== undefined) return known;
  const { slices: rules, maxCategories = MOST_CATEGORIES } = state.plan.request;
  const { by = [] } = rules[rule] ?? {};
  if (slices.size >= maxCategories)
    return mixedSlice(
      state,
      slices,
      nameOfValues(by, () => OTHER),
    );
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

function sample({ samples, shape }: State, { truth, a, b }: Rows, block: Block, origins: Uint32Array): void {
  if (!isComparable(shape) || isSampled(samples, block)) return;
  for (let row = 0; row < origins.length; row += 1) {
    if (a[row] === b[row]) continue;
    const number = numberOfRow(block, origins[row] ?? 0);
    if (a[row] === truth[row]) samples.fixed = withRow(samples.fixed, number);
    if (b[row] === truth[row]) samples.broken = withRow(samples.broken, number);
  }
}

/** Rows in order cannot replace a sample once there are enough: of a long table only the beginning is looked at. */
const isSampled = ({ fixed, broken }: State['samples'], { first, numbers }: Block): boolean =>
  numbers === undefined &&
  [fixed, broken].every((rows) => rows.length >= SAMPLES && (rows.at(-1) ?? Number.POSITIVE_INFINITY) < first);

const withRow = (rows: number[], number: number): number[] =>
  rows.length < SAMPLES || number < (rows.at(-1) ?? 0) ? firstOf([...rows, number], SAMPLES) : rows;
