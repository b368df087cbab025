import { canonicalLabel } from '../evidence/labels.ts';
import type { Block } from './block.ts';
import { indexOf, newNames } from './names.ts';
import { MISSING, nameOfValues, quoted } from './slice-names.ts';
import type { SliceRule } from './types.ts';

/** Finds the slice of a row by one rule. The same slice has the same name in every table; its key is short and of this table. */
export interface Slicer {
  /** A small number; −1 for a row that the rule leaves out. */
  key(block: Block, row: number): number;
  /** Name of the slice of a row, e.g. `region = north × age < 18`. */
  name(block: Block, row: number): string;
}

/** `roles` are those of the columns of `by`, then of `where`. */
export function slicerOf(rule: SliceRule, roles: readonly number[]): Slicer {
  const { by = [], bins, where } = rule;
  const slices =
    bins !== undefined
      ? byBins(by[0] ?? rule.name, bins, roles[0] ?? 0)
      : by.length === 0
        ? { key: () => 0, name: () => rule.name }
        : byValues(by, roles);
  if (where === undefined) return slices;
  const isIn = whereAll(Object.values(where).map(canonicalLabel), roles.slice(by.length));
  return { ...slices, key: (block, row) => (isIn(block, row) ? slices.key(block, row) : -1) };
}

function byValues(by: readonly string[], roles: readonly number[]): Slicer {
  const name = (block: Block, row: number) => nameOfValues(by, (at) => valueAt(block, row, roles[at] ?? 0));
  const [role] = roles;
  if (by.length === 1 && role !== undefined)
    return { key: ({ columns }, row) => columns[role]?.values[row] ?? 0, name };
  const known = newNames();
  const codes = (block: Block, row: number) => by.map((_, index) => block.columns[roles[index] ?? 0]?.values[row]);
  return { key: (block, row) => indexOf(known, codes(block, row).join(' ')), name };
}

function valueAt({ columns }: Block, row: number, role: number): string {
  const column = columns[role];
  const code = column?.values[row] ?? 0;
  return code === 0 ? MISSING : quoted(column?.names[code] ?? '');
}

function byBins(column: string, edges: readonly number[], role: number): Slicer {
  const names = [undefined, ...edges].map((low, index) => {
    const high = edges[index];
    if (low === undefined) return `${column} < ${high}`;
    return high === undefined ? `${column} ≥ ${low}` : `${low} ≤ ${column} < ${high}`;
  });
  const key = ({ columns }: Block, row: number): number => {
    const value = columns[role]?.values[row] ?? Number.NaN;
    if (Number.isNaN(value)) return names.length;
    let bin = 0;
    while (bin < edges.length && value >= (edges[bin] ?? 0)) bin += 1;
    return bin;
  };
  return { key, name: (block, row) => names[key(block, row)] ?? nameOfValues([column], () => MISSING) };
}

function whereAll(wanted: readonly string[], roles: readonly number[]): (block: Block, row: number) => boolean {
  const known = wanted.map((): boolean[] => []);
  return ({ columns }, row) => {
    for (let at = 0; at < wanted.length; at += 1) {
      const column = columns[roles[at] ?? 0];
      const code = column?.values[row] ?? 0;
      const answers = known[at] ?? [];
      const answer = answers[code] ?? canonicalLabel(column?.names[code] ?? '') === wanted[at];
      answers[code] = answer;
      if (!answer) return false;
    }
    return true;
  };
}
