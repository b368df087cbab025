import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What a runner lets a program see of the machine; everything else (tokens, cloud accounts, the outer workflow) is left out. The
 * cache of what Node compiled is ours: a start costs a third less.
 */
const FROM_THE_MACHINE = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'OMP_NUM_THREADS',
  'PIP_CONFIG_FILE',
  'PIP_INDEX_URL',
  'UV_INDEX_URL',
  'UV_DEFAULT_INDEX',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'NODE_COMPILE_CACHE',
];

const COMMAND_FILES = ['OUTPUT', 'STATE', 'STEP_SUMMARY', 'ENV', 'PATH'] as const;

export interface Step {
  /** The program to run, e.g. the `dist/index.js` of an action. */
  readonly main: string;
  readonly workspace: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** State that the same action saved in an earlier phase. */
  readonly state?: Readonly<Record<string, string>>;
  /** Folder of the job, shared by its steps; a new one when absent. */
  readonly runnerTemp?: string;
  /** Signals, each sent once the log holds a text, in order. */
  readonly signals?: readonly { readonly after: string; readonly signal: NodeJS.Signals }[];
  /** Runs beside the program and may end it. */
  readonly beside?: (kill: (signal: NodeJS.Signals) => void) => Promise<void>;
}

export interface StepResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Annotations of the log, outside of what `stop-commands` fences. */
  readonly annotations: readonly string[];
  readonly runnerTemp: string;
}

/** Runs a program as the GitHub runner runs a step: its own process, `INPUT_*`, command files, an environment of its own. */
export async function runStep(step: Step): Promise<StepResult> {
  const runnerTemp = step.runnerTemp ?? mkdtempSync(join(tmpdir(), 'mlops-runner-'));
  mkdirSync(runnerTemp, { recursive: true });
  const files = commandFiles(mkdtempSync(join(runnerTemp, 'step-')));
  const child = spawn(process.execPath, [step.main], {
    cwd: step.workspace,
    env: { ...machine(), ...runnerVariables(step, runnerTemp), ...files, ...step.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const waiting = [...(step.signals ?? [])];
  let log = '';
  const hear = (chunk: string) => {
    log += chunk;
    while (waiting[0] !== undefined && log.includes(waiting[0].after)) child.kill(waiting.shift()?.signal);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
  const [[exitCode, signal]] = await Promise.all([ended(child), step.beside?.((name) => child.kill(name))]);
  return { exitCode, signal, log, ...readCommandFiles(files), annotations: annotationsOf(log), runnerTemp };
}

const ended = (child: ReturnType<typeof spawn>) =>
  new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve([code, signal]));
  });

const machine = () =>
  Object.fromEntries(
    FROM_THE_MACHINE.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );

function runnerVariables({ workspace, inputs = {}, state = {} }: Step, runnerTemp: string): Record<string, string> {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'acme/models',
    GITHUB_RUN_ID: '4711',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    RUNNER_TEMP: runnerTemp,
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
    ),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
  };
}

type CommandFiles = Readonly<Record<`GITHUB_${(typeof COMMAND_FILES)[number]}`, string>>;

function commandFiles(folder: string): CommandFiles {
  const pairs = COMMAND_FILES.map((name) => [`GITHUB_${name}`, join(folder, name)] as const);
  for (const [, file] of pairs) writeFileSync(file, '');
  return Object.fromEntries(pairs) as CommandFiles;
}

const readCommandFiles = (files: CommandFiles) => ({
  outputs: readPairs(files.GITHUB_OUTPUT),
  state: readPairs(files.GITHUB_STATE),
  summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
});

/** `name<<delimiter`, lines, `delimiter`; a later block of the same name wins. */
function readPairs(file: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = readFileSync(file, 'utf8').split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, index + 1);
    pairs[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return pairs;
}

function annotationsOf(log: string): readonly string[] {
  const found: string[] = [];
  let fence: string | undefined;
  for (const line of log.split('\n')) {
    if (fence !== undefined) fence = line === `::${fence}::` ? undefined : fence;
    else if (line.startsWith('::stop-commands::')) fence = line.slice('::stop-commands::'.length);
    else if (/^::(error|warning|notice)[ :]/.test(line)) found.push(line);
  }
  return found;
}
