import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runStep, type Step, type StepResult } from './runner.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FROM_SOURCE = ['--conditions=@mlops-actions/source'];

/** A runner's job: one checked-out repository and one temporary folder, shared by its steps. */
export interface Job {
  readonly workspace: string;
  /** MLOPS_HOME of the job. */
  readonly home: string;
  step(action: 'train' | 'serve', step?: Partial<Step>): Promise<StepResult>;
  /** What the local SageMaker of the job keeps, read from disk. */
  state(): Promise<{ readonly trainingJobs: readonly { readonly TrainingJobStatus: string }[] }>;
  /** Replaces text in a file of the workspace. */
  edit(file: string, from: string, to: string): void;
  /** Stops the local SageMaker, as the end of a virtual machine would, and forgets the job. */
  end(): Promise<void>;
}

/** Starts a job on a copy of `test/fixtures/threshold-model`; actions run from their sources. */
export function startJob(): Job {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-job-'));
  const [workspace, runnerTemp] = [join(folder, 'workspace'), join(folder, 'temp')];
  const home = join(runnerTemp, 'mlops');
  cpSync(join(ROOT, 'test/fixtures/threshold-model'), workspace, { recursive: true });
  cpSync(join(ROOT, 'packages/core/runtime/mlops_runtime.py'), join(workspace, 'mlops_runtime.py'));
  const server = async (command: string) => {
    const program = join(ROOT, 'packages/sagemaker-local/src/main.ts');
    const args = [...FROM_SOURCE, program, command, '--home', join(home, 'sagemaker'), '--json'];
    return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
  };
  return {
    workspace,
    home,
    step: (action, step = {}) =>
      runStep({ main: join(ROOT, action, 'src/main.ts'), nodeArguments: FROM_SOURCE, workspace, runnerTemp, ...step }),
    state: () => server('list'),
    edit(file, from, to) {
      const path = join(workspace, file);
      const text = readFileSync(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
      writeFileSync(path, text.replace(from, to));
    },
    async end() {
      await server('down');
      rmSync(folder, { recursive: true });
    },
  };
}
