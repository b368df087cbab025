import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StepResult {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
}

interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Sends signals, once the log holds the text. */
  readonly signals?: readonly { readonly after: string; readonly signal: NodeJS.Signals }[];
}

/** Runs a program of `fixtures/` as a runner runs an action: own process, `INPUT_*`, files for outputs, state and summary. */
export function runStep(program: string, step: Step = {}): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'action-kit-'));
  const files = { GITHUB_OUTPUT: 'output', GITHUB_STATE: 'state', GITHUB_STEP_SUMMARY: 'summary' };
  const paths = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(folder, file)]));
  for (const path of Object.values(paths)) writeFileSync(path, '');
  const inputs = Object.entries(step.inputs ?? {}).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const file = fileURLToPath(new URL(`fixtures/${program}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@mlops-actions/source', file], {
    env: {
      PATH: process.env['PATH'],
      RUNNER_TEMP: folder,
      ...paths,
      ...Object.fromEntries(inputs),
      ...step.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const waiting = [...(step.signals ?? [])];
  const hear = (chunk: Buffer) => {
    log += chunk.toString();
    while (waiting[0] !== undefined && log.includes(waiting[0].after)) child.kill(waiting.shift()?.signal);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) =>
      resolve({
        exitCode,
        log,
        outputs: readPairs(join(folder, 'output')),
        state: readPairs(join(folder, 'state')),
        summary: readFileSync(join(folder, 'summary'), 'utf8'),
      }),
    );
  });
}

/** The state of one step as the runner hands it to its post step. */
export const asState = (state: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));

/** Reads `name<<delimiter … delimiter` blocks; a later block of the same name wins, as at the runner. */
function readPairs(file: string): Record<string, string> {
  const blocks = readFileSync(file, 'utf8').matchAll(/^(.+?)<<(ghadelimiter_.+)\n([\s\S]*?)\n?\2$/gm);
  return Object.fromEntries([...blocks].map(([, name = '', , value = '']) => [name, value]));
}
