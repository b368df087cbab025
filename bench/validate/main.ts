/**
 * Judges two models on the same files with this project and with its peers, and prints a table of what each took.
 *
 *   bench/validate/run [--rows 1000000,10000000] [--formats csv,parquet,jsonl] [--runs 3] [--peers pandas,polars,duckdb,evidently]
 *
 * Environments, tables and the bundle are made once, in `$XDG_CACHE_HOME/mlops-actions/bench`.
 */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';
import { comparisonTable, type Measured, median } from './table.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
const root = join(here, '../..');
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mlops-actions', 'bench');

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    formats: { type: 'string', default: 'csv,parquet,jsonl' },
    runs: { type: 'string', default: '3' },
    peers: { type: 'string', default: 'pandas,polars,duckdb,evidently' },
  },
});
const listed = (text: string) => text.split(',').filter((part) => part !== '');

const measured: Measured[] = [];
await mkdir(cache, { recursive: true });
const bundle = await bundled();
const pandas = await python('pandas');
for (const rows of listed(options.rows))
  for (const format of listed(options.formats)) {
    const path = join(cache, `${rows}.${format}`);
    await run(pandas, [join(here, 'tables.py'), rows, cache, format]);
    const ours = await measure('ours', rows, format, [process.execPath, bundle, path]);
    for (const peer of listed(options.peers)) {
      const theirs = await measure(peer, rows, format, [
        await python(peer),
        join(here, 'peers', `with_${peer}.py`),
        path,
      ]);
      requireAgreement(ours, theirs);
    }
  }
console.log(comparisonTable(measured));

/** As the actions ship: one minified file. */
async function bundled(): Promise<string> {
  const outfile = join(cache, 'ours.mjs');
  const entryPoints = [join(here, 'ours.ts')];
  const conditions = ['@mlops-actions/source'];
  await build({ entryPoints, outfile, conditions, bundle: true, minify: true, platform: 'node', format: 'esm' });
  return outfile;
}

/** The interpreter of a peer's own environment, locked by hash. */
async function python(peer: string): Promise<string> {
  const lock = join('bench/validate/requirements', `${peer}.txt`);
  const { stdout } = await run(join(root, '.ci/python-environment'), [lock], { cwd: root });
  return join(stdout.trim(), 'bin/python');
}

/** The median of whole processes, from start to exit. */
async function measure(who: string, rows: string, format: string, command: readonly string[]): Promise<Measured> {
  const taken: Taken[] = [];
  for (let left = Number(options.runs); left > 0; left -= 1) {
    const { stdout } = await run(pandas, [join(here, 'measure.py'), ...command], { maxBuffer: 2 ** 24 });
    taken.push(JSON.parse(stdout));
  }
  const of = (field: 'cpu' | 'wall' | 'mib') => median(taken.map((one) => one[field]));
  const one: Measured = {
    who,
    rows: Number(rows),
    format,
    cpu: of('cpu'),
    wall: of('wall'),
    mib: of('mib'),
    found: taken[0]?.output.candidate ?? {},
  };
  console.error(`${who} ${rows} ${format}: ${one.cpu.toFixed(2)} CPU s, ${one.mib.toFixed(0)} MiB`);
  measured.push(one);
  return one;
}

interface Taken {
  readonly cpu: number;
  readonly wall: number;
  readonly mib: number;
  readonly output: { readonly candidate: Readonly<Record<string, number>> };
}

/** Who measures something else is not compared. Binned ranks may be off by their bound, and what is a sum is not. */
function requireAgreement(ours: Measured, theirs: Measured): void {
  for (const [metric, value] of Object.entries(theirs.found)) {
    const slack = ['roc-auc', 'average-precision'].includes(metric) ? 5e-4 : 1e-9;
    const own = ours.found[metric];
    if (own === undefined || !(Math.abs(own - value) <= slack))
      throw new Error(`${metric}: ${theirs.who} finds ${value}, we find ${own}`);
  }
}
