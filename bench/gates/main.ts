/**
 * Which share of equal and of worse candidates the rules of this project, MLflow and TFMA refuse, on the same simulated draws.
 *   node --conditions=@mlops-actions/source bench/gates/main.ts [--scale 1] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { RULES } from './rules.ts';
import { rejectedShares } from './simulate.ts';
import { rejectedBySlices } from './slices.ts';

const { values } = parseArgs({
  options: { scale: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
});

const SIZES = [
  { rows: 500, draws: 4_000 },
  { rows: 2_000, draws: 4_000 },
  { rows: 10_000, draws: 1_000 },
];
const DROPS = [0, 0.025];

const columns = DROPS.flatMap((drop) =>
  SIZES.map((size) => ({ ...size, drop, draws: size.draws * Number(values.scale) })),
);
const shares = columns.map((column, i) => rejectedShares(RULES, { ...column, seed: Number(values.seed) * 1_000 + i }));

console.log(
  row(
    'refused',
    columns.map(({ rows, drop }) => `${drop === 0 ? 'equal' : `worse by ${drop}`}, N = ${rows}`),
  ),
);
console.log(
  row(
    '---',
    columns.map(() => '---:'),
  ),
);
RULES.forEach((rule, i) => {
  console.log(
    row(
      rule.name,
      shares.map((column) => percent(column[i])),
    ),
  );
});

console.log(`\n${row('refused, 12 slices of 500 rows', ['all equal', 'one worse by 0.06'])}`);
console.log(row('---', ['---:', '---:']));
const bySlices = [0, 0.06].map((drop, i) =>
  rejectedBySlices({
    rowsPerSlice: 500,
    drop,
    draws: 1_000 * Number(values.scale),
    seed: Number(values.seed) * 2_000 + i,
  }),
);
['**`not-worse`, `correction: holm` (the default)**', '`not-worse`, `correction: none`'].forEach((name, i) => {
  console.log(
    row(
      name,
      bySlices.map((shares) => percent(shares[i])),
    ),
  );
});

function percent(share = Number.NaN): string {
  return `${(100 * share).toFixed(1)} %`;
}

function row(first: string, rest: readonly string[]): string {
  return `| ${[first, ...rest].join(' | ')} |`;
}
