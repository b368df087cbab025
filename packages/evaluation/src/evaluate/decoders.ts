import { canonicalLabel, isMissing } from '../evidence/labels.ts';
import type { Block } from './block.ts';
import { indexOf, type Names } from './names.ts';

/** Turns the cell of a row into a number; NaN when it is missing or is none. */
export type Decoder = (block: Block, row: number) => number;

/** Stands for a missing cell among cached codes. */
const MISSING = -1;

export const numbers =
  (role: number): Decoder =>
  ({ columns }, row) =>
    columns[role]?.values[row] ?? Number.NaN;

/** What `of` makes of each name, looked up once a code. */
export function labels(role: number, of: (name: string) => number): Decoder {
  const known: (number | undefined)[] = [];
  return ({ columns }, row) => {
    const column = columns[role];
    const code = column?.values[row] ?? 0;
    let value = known[code];
    if (value === undefined) {
      const name = column?.names[code] ?? '';
      value = isMissing(name) ? MISSING : of(canonicalLabel(name));
      known[code] = value;
    }
    return value === MISSING ? Number.NaN : value;
  };
}

/** Codes of names as they are written, white space aside. */
export function groups(role: number, names: Names): Decoder {
  const known: (number | undefined)[] = [];
  return ({ columns }, row) => {
    const column = columns[role];
    const code = column?.values[row] ?? 0;
    if (code === 0) return Number.NaN;
    let value = known[code];
    if (value === undefined) {
      value = indexOf(names, column?.names[code] ?? '');
      known[code] = value;
    }
    return value;
  };
}
