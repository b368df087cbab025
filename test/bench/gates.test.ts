import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const PROGRAM = fileURLToPath(new URL('../../bench/gates/main.ts', import.meta.url));
const SIZES = [500, 2_000, 10_000];

/** Shares per rule, of equal models first, by rising rows. A fifth of the draws of the published table, from the same seed. */
let table: ReadonlyMap<string, readonly number[]>;

beforeAll(() => {
  const args = ['--conditions=@mlops-actions/source', PROGRAM, '--scale', '0.2'];
  const lines = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().split('\n').slice(2);
  table = new Map(lines.map((line) => [line.split(' | ')[0] ?? '', percentages(line)]));
});

const percentages = (line: string) => [...line.matchAll(/([\d.]+) %/g)].map(([, share]) => Number(share));

const sharesOf = (rule: string) => [...table].find(([name]) => name.includes(rule))?.[1] ?? [];

describe('on simulated models with 20 % positives, the gate `not-worse`', () => {
  it.each(SIZES.map((rows, i) => [rows, i] as const))('refuses at most 6 %% of equal models on %i rows', (_rows, i) => {
    expect(sharesOf('not-worse')[i]).toBeLessThanOrEqual(6);
  });

  it.each([
    [500, 38, 3],
    [2_000, 85, 4],
    [10_000, 99, 5],
  ])('on %i rows refuses %i %% or more of models that are worse by 0.025 AUC', (_rows, least, column) => {
    expect(sharesOf('not-worse')[column]).toBeGreaterThanOrEqual(least);
  });

  it('refuses a few equal models by twelve slices, as without correction it does not', () => {
    expect(sharesOf('correction: holm')[0]).toBeLessThanOrEqual(7);
    expect(sharesOf('correction: none')[0]).toBeGreaterThan(35);
  });

  it.each(['MLflow', 'GenericChangeThreshold(absolute=0)'])(
    'refuses fewer equal models than %s, which refuses about half',
    (rule) => {
      for (const i of SIZES.keys()) expect(sharesOf(rule)[i]).toBeGreaterThan(40);
    },
  );
});
