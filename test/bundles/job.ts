import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compiled } from './compiled.ts';
import { runStep, type Step, type StepResult } from './runner.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Whose bundles run: those of the checkout, or of the folder that `scripts/bundle.ts --out` filled. */
const BUNDLES = process.env['MLOPS_BUNDLES'] ?? ROOT;

/** A runner's job: one checked-out repository and one temporary folder, shared by its steps. */
export interface Job {
  readonly workspace: string;
  /** MLOPS_HOME of the job. */
  readonly home: string;
  step(action: 'train' | 'serve' | `actions/${string}`, step?: Partial<Step>): Promise<StepResult>;
  /** Runs a command of the job's local SageMaker and returns the document it prints. */
  server(command: string): Promise<unknown>;
  /** What the local SageMaker of the job keeps, read from disk. */
  state(): Promise<LocalState>;
  /** Replaces text in a file of the workspace. */
  edit(file: string, from: string, to: string): void;
  /** Stops the local SageMaker, as the end of a virtual machine would, and forgets the job. */
  end(): Promise<void>;
}

interface LocalState {
  readonly trainingJobs: readonly {
    readonly TrainingJobStatus: string;
    readonly InputDataConfig?: readonly {
      readonly DataSource: { readonly S3DataSource: { readonly S3Uri: string } };
    }[];
  }[];
  readonly endpoints: readonly { readonly EndpointConfigName: string }[];
  readonly endpointConfigs: readonly { readonly EndpointConfigName: string }[];
  readonly processingJobs: readonly unknown[];
  readonly models: readonly unknown[];
  readonly modelPackages: readonly unknown[];
}

/** The sources, for the tests of an action; the committed bundles, for what users run. */
export type Programs = 'sources' | 'bundles';

/** Starts a job on a copy of `test/fixtures/threshold-model`. */
export function startJob(programs: Programs = 'sources'): Job {
  const main = (folder: string) => {
    const file = join(folder, 'dist/index.js');
    return programs === 'sources' ? compiled(file) : join(BUNDLES, file);
  };
  const folder = mkdtempSync(join(tmpdir(), 'mlops-job-'));
  const [workspace, runnerTemp] = [join(folder, 'workspace'), join(folder, 'temp')];
  const home = join(runnerTemp, 'mlops');
  cpSync(join(ROOT, 'test/fixtures/threshold-model'), workspace, { recursive: true });
  cpSync(join(ROOT, 'packages/core/runtime/mlops_runtime.py'), join(workspace, 'mlops_runtime.py'));
  const server = async (command: string) => {
    const args = [main('packages/sagemaker-local'), command, '--home', join(home, 'sagemaker'), '--json'];
    return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
  };
  return {
    workspace,
    home,
    server,
    step: (action, step = {}) => runStep({ main: main(action), workspace, runnerTemp, ...step }),
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
