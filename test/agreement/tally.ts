/** Share of the value that two programs may differ by; of values below 1e-3, this much of 1e-3. */
const TOLERANCE = 1e-9;
const SMALL = 1e-3;

/** Compares value by value, ends at the first miss, and knows afterwards how near everything was. */
export interface Tally {
  near(what: string, actual: number | undefined, expected: number): void;
  /** `bound` takes the place of the tolerance. */
  within(what: string, actual: number | undefined, expected: number, bound: number): void;
  same(what: string, actual: unknown, expected: unknown): void;
  /** What was compared, how often, and the largest difference. */
  report(): string;
}

export function tally(): Tally & { at(table: string): void } {
  const lines = new Map<string, { compared: number; largest: number }>();
  let table = '';
  const count = (what: string, difference: number) => {
    const line = lines.get(what) ?? { compared: 0, largest: 0 };
    lines.set(what, { compared: line.compared + 1, largest: Math.max(line.largest, difference) });
  };
  const miss = (what: string, actual: unknown, expected: unknown): never => {
    throw new Error(`Table ${table}, ${what}: ${actual} here, ${expected} in Python.`);
  };
  return {
    at: (name) => {
      table = name;
    },
    near: (what, actual, expected) => {
      const difference = Math.abs((actual ?? Number.NaN) - expected) / Math.max(SMALL, Math.abs(expected));
      if (!(difference <= TOLERANCE)) miss(what, actual, expected);
      count(what, difference);
    },
    within: (what, actual, expected, bound) => {
      const difference = Math.abs((actual ?? Number.NaN) - expected);
      if (!(difference <= bound)) miss(`${what} within ${bound}`, actual, expected);
      count(what, difference);
    },
    same: (what, actual, expected) => {
      if (actual !== expected) miss(what, actual, expected);
      count(what, 0);
    },
    report: () =>
      [...lines]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(
          ([what, { compared, largest }]) =>
            `${what.padEnd(44)} ${String(compared).padStart(5)}   ${largest.toExponential(1)}`,
        )
        .join('\n'),
  };
}
