import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Event } from './events.ts';
import { exportRelease, ROOT } from './release.ts';
import { type ActRun, type Run, runAct } from './run-act.ts';
import { standIns } from './stand-ins.ts';

/**
 * Somebody's repository, made of an example and of starter workflows only, whose workflows run under act with this checkout
 * as `org/mlops-actions@v1`.
 */
export interface Consumer {
  /** Writes a file of the repository. */
  write(file: string, text: string): void;
  /** Replaces text in a file of the repository. */
  edit(file: string, from: string, to: string): void;
  /** Commits what is there; returns the id of the commit. */
  commit(): string;
  /** Makes the files what they were at a commit, to be changed and committed anew. */
  restore(commit: string): void;
  /** Commits what is there and runs one workflow for an event. */
  run(workflow: string, event: Event, options?: RunOptions): Promise<Run>;
  /** What the local SageMaker of the consumer keeps, read from disk. */
  state(): LocalState;
  /** Calls that changed something, in order. */
  effects(): readonly string[];
  /** Folder of the repository. */
  readonly repository: string;
  /** A folder that all jobs can write to, whose name they find in SHARED. */
  readonly shared: string;
  /** A call of the control API of the local SageMaker, which is started when it does not run. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Stops the local SageMaker, as the end of a virtual machine would, and removes everything. */
  end(): void;
}

export type RunOptions = Partial<Pick<ActRun, 'secrets' | 'environment' | 'cancelAfter'>>;

export interface LocalState {
  readonly trainingJobs: readonly { readonly TrainingJobName: string; readonly TrainingJobStatus: string }[];
  readonly processingJobs: readonly unknown[];
  readonly models: readonly unknown[];
  readonly modelPackages: readonly { readonly ModelPackageVersion: number }[];
  readonly endpointConfigs: readonly { readonly EndpointConfigName: string }[];
  readonly endpoints: readonly {
    readonly EndpointName: string;
    readonly EndpointStatus: string;
    readonly EndpointConfigName: string;
  }[];
}

/** Makes a consumer of a folder of this repository. Fails when act is not on PATH. */
export function consumerOf(example: string, templates: readonly string[] = []): Consumer {
  execFileSync('act', ['--version']);
  const folders = makeFolders();
  const { release, repository, state, shared } = folders;
  exportRelease(release);
  copyExample(example, repository);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    writeFileSync(join(repository, file), text);
  };
  for (const name of templates) write(`.github/workflows/${name}.yml`, instantiated(name));
  return {
    repository,
    shared,
    write,
    edit: (file, from, to) => write(file, replaced(readFileSync(join(repository, file), 'utf8'), from, to, file)),
    commit: () => commit(repository),
    restore: (id) => git(repository, 'checkout', '--quiet', '--detach', '--force', id),
    run: (workflow, event, options = {}) => run(folders, workflow, event, options),
    state: () => JSON.parse(sagemakerLocal('list', state)),
    effects: () => effectsOf(join(state, 'sagemaker', 'journal.jsonl')),
    control: async (method, path, body) => {
      const { url, accessKeyId } = JSON.parse(sagemakerLocal('up', state)) as { url: string; accessKeyId: string };
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { authorization: `Bearer ${accessKeyId}` };
      return (await fetch(`${url}/_local/${path}`, { method, headers, ...content })).json();
    },
    end() {
      sagemakerLocal('down', state);
      rmSync(folders.all, { recursive: true });
    },
  };
}

interface Folders {
  readonly all: string;
  readonly release: string;
  readonly repository: string;
  readonly home: string;
  readonly state: string;
  readonly shared: string;
}

function makeFolders(): Folders {
  const all = mkdtempSync(join(tmpdir(), 'mlops-consumer-'));
  const [release, repository, home, state, shared] = ['release', 'repository', 'home', 'mlops', 'shared'].map(
    (name) => {
      mkdirSync(join(all, name));
      return join(all, name);
    },
  ) as [string, string, string, string, string];
  // A home of its own for act, with the shared virtual environments of this machine.
  const cache = join(homedir(), '.cache', 'mlops-actions');
  mkdirSync(cache, { recursive: true });
  mkdirSync(join(home, '.cache'));
  symlinkSync(cache, join(home, '.cache', 'mlops-actions'));
  return { all, release, repository, home, state, shared };
}

function copyExample(example: string, repository: string): void {
  const filter = (path: string) => !/\/(\.mlops|\.venv|__pycache__)$/.test(path);
  cpSync(join(ROOT, example), repository, { recursive: true, filter });
  git(repository, 'init', '--quiet', '--initial-branch=main');
  git(repository, 'remote', 'add', 'origin', 'https://github.com/acme/model.git');
}

/** As GitHub does when somebody chooses a starter workflow. */
const instantiated = (template: string): string =>
  readFileSync(join(ROOT, 'workflows-templates', `${template}.yml`), 'utf8').replaceAll('$default-branch', 'main');

function replaced(text: string, from: string, to: string, file: string): string {
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  return text.replace(from, to);
}

async function run(folders: Folders, workflow: string, event: Event, options: RunOptions): Promise<Run> {
  const { all, release, repository, home, state, shared } = folders;
  commit(repository);
  const thirdParties = standIns(join(all, 'stand-ins'), [release, repository]);
  return runAct({
    repository,
    home,
    workflow,
    event,
    secrets: {},
    ...options,
    // The folder of a runner ends with its job; here jobs share their state as jobs share an account.
    environment: { MLOPS_HOME: state, SHARED: shared, ARTIFACTS: join(shared, 'artifacts'), ...options.environment },
    arguments: ['--local-repository', `org/mlops-actions@v1=${release}`, ...thirdParties],
  });
}

function commit(repository: string): string {
  git(repository, 'add', '--all');
  git(repository, 'commit', '--quiet', '--allow-empty', '--message', 'Train and serve');
  return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' }).trim();
}

function git(repository: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=acme', '-c', 'user.email=acme@example.com', ...args], { cwd: repository });
}

function effectsOf(journal: string): readonly string[] {
  if (!existsSync(journal)) return [];
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  const entries = lines.map((line) => JSON.parse(line) as { readonly operation: string; readonly effect: boolean });
  return entries.flatMap(({ operation, effect }) => (effect ? [operation] : []));
}

function sagemakerLocal(command: string, state: string): string {
  const program = join(process.env['MLOPS_BUNDLES'] ?? ROOT, 'packages/sagemaker-local/dist/index.js');
  return execFileSync(process.execPath, [program, command, '--home', join(state, 'sagemaker'), '--json'], {
    encoding: 'utf8',
  });
}
