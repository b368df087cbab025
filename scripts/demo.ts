/**
 * `pnpm demo`: the main job on real input, with no cloud. Trains, validates, registers, deploys and asks an example model; then
 * lets a weaker candidate, which passes every absolute gate, be refused by the champion rule. State stays in `.mlops/`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MLOPS = ['--conditions=@mlops-actions/source', join(ROOT, 'packages/cli/src/main.ts')];

const { values } = parseArgs({
  options: {
    example: { type: 'string', default: 'tabular-classification' },
    set: { type: 'string' },
  },
});

const folder = join(ROOT, 'examples', values.example);
const seconds: { readonly phase: string; readonly seconds: number }[] = [];

async function demo(): Promise<number> {
  if (!existsSync(join(folder, 'mlops.yml'))) return fail(`There is no example "${values.example}" in examples/.`);
  const config = values.set === undefined ? 'mlops.yml' : `mlops.${values.set}.yml`;
  if (values.set !== undefined) await prepareSet(values.set);
  try {
    await phase(`${config}: train, validate, register`, 0, ['train', '--config', config]);
    await phase(`${config}: deploy, prove, ask`, 0, ['serve', '--config', config]);
    if (values.set === undefined && existsSync(join(folder, 'mlops.weaker.yml'))) await refusal(config);
    return 0;
  } catch (error) {
    return fail((error as Error).message);
  } finally {
    await mlops(['local', 'down']);
    for (const timing of seconds) say(`${timing.seconds.toFixed(1).padStart(7)} s  ${timing.phase}`);
    say(`State, records and summaries stay in ${process.env['MLOPS_HOME'] ?? join(ROOT, '.mlops')}.`);
  }
}

async function refusal(config: string): Promise<void> {
  say('\nA weaker candidate: it passes every absolute gate, and the champion rule has to refuse it.');
  await phase('mlops.weaker.yml: refused by the champion rule', 1, ['train', '--config', 'mlops.weaker.yml']);
  await phase(`${config}: the champion still answers`, 0, ['serve', '--config', config]);
}

/** Joins a folder of Magellan-style tables into pair files; the records themselves never enter the repository. */
async function prepareSet(set: string): Promise<void> {
  const data = process.env['MLOPS_DATA_DIR'] ?? join(ROOT, '../shared/data');
  const source = join(data, set);
  if (!existsSync(source))
    throw new Error(`There is no folder ${source}; set MLOPS_DATA_DIR to the folder that holds "${set}".`);
  const code = await run('python3', ['data/prepare.py', '--from', source, '--out', `data/${set}`]);
  if (code !== 0) throw new Error(`data/prepare.py ended with exit code ${code}.`);
}

async function phase(name: string, expected: number, args: readonly string[]): Promise<void> {
  const started = performance.now();
  say(`\n=== ${name}`);
  const code = await mlops(args);
  seconds.push({ phase: name, seconds: (performance.now() - started) / 1000 });
  if (code !== expected)
    throw new Error(`"mlops ${args.join(' ')}" ended with exit code ${code}, expected ${expected}.`);
}

function mlops(args: readonly string[]): Promise<number> {
  return run(process.execPath, [...MLOPS, ...args]);
}

function run(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(message: string): number {
  process.stderr.write(`demo: ${message}\n`);
  return 1;
}

process.exitCode = await demo();
