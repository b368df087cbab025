/**
 * How long the phases of `pnpm demo` take: the median of three runs, each with an empty state and warm virtual environments.
 *   node --conditions=@mlops-actions/source bench/phases.ts [--runs 3]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });

await demo(); // makes the virtual environments, or finds them
const runs: Timings[] = [];
for (let run = 0; run < Number(values.runs); run += 1) runs.push(await demo());
for (const phase of runs[0]?.keys() ?? []) {
  const seconds = runs.map((run) => run.get(phase) ?? Number.NaN).sort((a, b) => a - b);
  console.log(`${(seconds[Math.floor(seconds.length / 2)] ?? Number.NaN).toFixed(1).padStart(7)} s  ${phase}`);
}

/** Phase → seconds, as the demo prints them. */
type Timings = ReadonlyMap<string, number>;

async function demo(): Promise<Timings> {
  const home = await mkdtemp(join(tmpdir(), 'mlops-bench-'));
  try {
    const args = ['--conditions=@mlops-actions/source', join(ROOT, 'scripts/demo.ts')];
    const env = { ...process.env, MLOPS_HOME: home };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 26 });
    return new Map(
      [...stdout.matchAll(/^ *([\d.]+) s {2}(.+)$/gm)].map(([, seconds, phase]) => [phase ?? '', Number(seconds)]),
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
