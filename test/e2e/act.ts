import { execFileSync, spawn } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What a consumer downloads and runs; a whole checkout would be copied by act for every step. */
const SHIPPED = [
  '*/action.yml',
  '*/dist/*',
  'actions/*/action.yml',
  'actions/*/dist/*',
  'packages/*/dist/*',
  '.github/workflows/*.yml',
];

/** A consumer's repository whose workflows run under act, with the actions of this checkout as `org/mlops-actions@v1`. */
export interface Consumer {
  /** Runs a workflow as GitHub would for a push. */
  push(workflow: string): Promise<Run>;
  /** What the local SageMaker of the consumer keeps, read from disk. */
  state(): LocalState;
  /** Stops the local SageMaker, as the end of a virtual machine would, and removes everything. */
  end(): void;
}

export interface Run {
  readonly exitCode: number | null;
  /** `<step id>.<output>` → value. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Step id or name → `success`, `failure` or `skipped`. */
  readonly steps: Readonly<Record<string, string>>;
  readonly log: string;
}

export interface LocalState {
  readonly trainingJobs: readonly { readonly TrainingJobName: string; readonly TrainingJobStatus: string }[];
  readonly modelPackages: readonly { readonly ModelPackageVersion: number }[];
  readonly endpoints: readonly { readonly EndpointStatus: string; readonly EndpointConfigName: string }[];
}

/** Makes a consumer of an example. Fails when act is not on PATH. */
export function consumerOf(example: string): Consumer {
  execFileSync('act', ['--version']);
  const folder = mkdtempSync(join(tmpdir(), 'mlops-consumer-'));
  const [actions, repository, home, state] = ['actions', 'repository', 'home', 'mlops'].map((name) =>
    join(folder, name),
  ) as Folders;
  exportActions(actions);
  cpSync(join(ROOT, example), repository, {
    recursive: true,
    filter: (path) => !/\/(\.mlops|\.venv|__pycache__)$/.test(path),
  });
  git(repository, 'init', '--quiet', '--initial-branch=main');
  git(repository, 'remote', 'add', 'origin', 'https://github.com/acme/model.git');
  makeHome(home);
  return {
    push: (workflow) => {
      commit(repository, workflow);
      return runAct({ actions, repository, home, state });
    },
    state: () => JSON.parse(sagemakerLocal('list', state)),
    end() {
      sagemakerLocal('down', state);
      rmSync(folder, { recursive: true });
    },
  };
}

type Folders = [actions: string, repository: string, home: string, state: string];

/** `$/folder` means "this repository at this commit"; act does not know it yet. */
function exportActions(target: string): void {
  for (const file of globSync(SHIPPED, { cwd: ROOT })) {
    if (file.startsWith('node_modules')) continue;
    mkdirSync(dirname(join(target, file)), { recursive: true });
    const text = readFileSync(join(ROOT, file));
    const rewritten = file.endsWith('.yml')
      ? text.toString().replaceAll(/uses: \$\/(\S+)/g, 'uses: org/mlops-actions/$1@v1')
      : text;
    writeFileSync(join(target, file), rewritten);
  }
}

/** A home of its own for act, with the shared virtual environments of this machine. */
function makeHome(home: string): void {
  const cache = join(homedir(), '.cache', 'mlops-actions');
  mkdirSync(cache, { recursive: true });
  mkdirSync(join(home, '.cache'), { recursive: true });
  symlinkSync(cache, join(home, '.cache', 'mlops-actions'));
}

function commit(repository: string, workflow: string): void {
  mkdirSync(join(repository, '.github/workflows'), { recursive: true });
  writeFileSync(join(repository, '.github/workflows/model.yml'), workflow);
  git(repository, 'add', '--all');
  git(repository, 'commit', '--quiet', '--allow-empty', '--message', 'Train and serve');
}

function git(repository: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=acme', '-c', 'user.email=acme@example.com', ...args], { cwd: repository });
}

interface Act {
  readonly actions: string;
  readonly repository: string;
  readonly home: string;
  readonly state: string;
}

async function runAct({ actions, repository, home, state }: Act): Promise<Run> {
  const args = ['push', '-W', '.github/workflows/model.yml', '--json', '--no-cache-server'];
  const runner = ['-P', 'ubuntu-latest=-self-hosted', '--local-repository', `org/mlops-actions@v1=${actions}`];
  const child = spawn('act', [...args, ...runner, '--env', `MLOPS_HOME=${state}`], {
    cwd: repository,
    // act starts actions with the first node on PATH.
    env: { ...withoutRunner(), HOME: home, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { exitCode, ...readLog(log) };
}

const withoutRunner = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(GITHUB_|RUNNER_|ACTIONS_|INPUT_|AWS_|NODE_OPTIONS|XDG_)/.test(name),
    ),
  );

interface Line {
  readonly msg?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly stepID?: readonly string[];
  readonly step?: string;
  readonly stage?: string;
  readonly stepResult?: string;
}

function readLog(text: string): Omit<Run, 'exitCode'> {
  const lines = text.split('\n').map(lineOf);
  return {
    outputs: Object.fromEntries(
      lines
        .filter(({ command }) => command === 'set-output')
        .map(({ stepID, name, arg }) => [`${stepID?.at(-1)}.${name}`, arg ?? '']),
    ),
    steps: Object.fromEntries(
      lines
        .filter(({ stepResult, stage }) => stepResult !== undefined && stage === 'Main')
        .map(({ stepID, stepResult }) => [stepID?.at(-1) ?? '', stepResult ?? '']),
    ),
    log: lines.map(({ msg }) => msg ?? '').join('\n'),
  };
}

function lineOf(text: string): Line {
  return text.startsWith('{') ? (JSON.parse(text) as Line) : { msg: text };
}

function sagemakerLocal(command: string, state: string): string {
  const program = join(ROOT, 'packages/sagemaker-local/dist/index.js');
  return execFileSync(process.execPath, [program, command, '--home', join(state, 'sagemaker'), '--json'], {
    encoding: 'utf8',
  });
}
