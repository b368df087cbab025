import { canonicalLabel } from '../evidence/labels.ts';
import type { Block, Column } from './block.ts';
import type { SliceRule } from './types.ts';

/** Name of a slice for each row of a block, undefined for a row in none; the same slice gives the same name in every table. */
export type Slicer = (block: Block, row: number) => string | undefined;

/** Names of rows' slices by one rule, over its columns. */
export function slicerOf(rule: SliceRule, roles: readonly number[]): Slicer {
  const { bins, by } = rule;
  if (bins !== undefined) return byBins(by?.[0] ?? rule.name, bins, roles[0] ?? 0);
  const named = byValues(by ?? [], roles.slice(0, by?.length ?? 0));
  const conditions = Object.values(rule.where ?? {}).map(canonicalLabel);
  if (conditions.length === 0) return named;
  const matches = whereAll(conditions, roles.slice(by?.length ?? 0));
  return (block, row) => {
    if (!matches(block, row)) return undefined;
    return by === undefined || by.length === 0 ? rule.name : named(block, row);
  };
}

function byValues(by: readonly string[], roles: readonly number[]): Slicer {
  const names = roles.map((role, index) => namesBy(by[index] ?? '', role));
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  const known = new Map<string, string>();
  return (block, row) => {
    const codes = roles.map((role) => block.columns[role]?.values[row] ?? 0).join(' ');
    const before = known.get(codes);
    if (before !== undefined) return before;
    const name = names.map((of) => of(block, row)).join(' × ');
    known.set(codes, name);
    return name;
  };
}

/** `region = north`; the text of each code is made once. */
function namesBy(column: string, role: number): (block: Block, row: number) => string {
  const texts: string[] = [];
  return ({ columns }, row) => {
    const values = columns[role];
    const code = values?.values[row] ?? 0;
    const text = texts[code];
    if (text !== undefined) return text;
    const made = `${column} = ${code === 0 ? '(missing)' : (values?.names[code] ?? '')}`;
    texts[code] = made;
    return made;
  };
}

function byBins(column: string, edges: readonly number[], role: number): Slicer {
  const names = [undefined, ...edges].map((low, index) => {
    const high = edges[index];
    if (low === undefined) return `${column} < ${high}`;
    return high === undefined ? `${column} ≥ ${low}` : `${low} ≤ ${column} < ${high}`;
  });
  const missing = `${column} = (missing)`;
  return ({ columns }, row) => {
    const value = columns[role]?.values[row] ?? Number.NaN;
    if (Number.isNaN(value)) return missing;
    let bin = 0;
    while (bin < edges.length && value >= (edges[bin] ?? 0)) bin += 1;
    return names[bin];
  };
}

function whereAll(wanted: readonly string[], roles: readonly number[]): (block: Block, row: number) => boolean {
  const answers = roles.map((): (boolean | undefined)[] => []);
  const matches = (column: Column | undefined, of: number, row: number): boolean => {
    const code = column?.values[row] ?? 0;
    const known = answers[of]?.[code];
    if (known !== undefined) return known;
    const answer = canonicalLabel(column?.names[code] ?? '') === wanted[of];
    if (answers[of] !== undefined) answers[of][code] = answer;
    return answer;
  };
  return ({ columns }, row) => roles.every((role, of) => matches(columns[role], of, row));
}
