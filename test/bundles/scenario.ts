import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep, type Step, type StepResult } from './runner.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SERVER = join(ROOT, 'packages/sagemaker-local/dist/index.js');

interface JournalEntry {
  readonly service: string;
  readonly operation: string;
  readonly resource?: string;
  readonly status: number;
  readonly effect: boolean;
}

interface Connection {
  readonly url: string;
  readonly accessKeyId: string;
}

/** One job of a runner in a repository of its own: its steps share the workspace, RUNNER_TEMP and the local destination. */
export interface Scenario {
  readonly workspace: string;
  step(action: 'train' | 'serve', options?: Partial<Step>): Promise<StepResult>;
  journal(): readonly JournalEntry[];
  /** Calls of one operation that took effect. */
  effects(operation: string): readonly JournalEntry[];
  /** Resolves as soon as the journal holds what is looked for. */
  journaled(operation: string): Promise<void>;
  /** Starts the server before any step does, e.g. to give it faults. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Asks the endpoint directly, past every adapter of ours. */
  invoke(endpoint: string, body: unknown): Promise<{ readonly status: number; readonly digest: string }>;
  state(): {
    readonly trainingJobs: readonly { readonly TrainingJobName: string; readonly TrainingJobStatus: string }[];
  };
  [Symbol.dispose](): void;
}

export function scenario(): Scenario {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-scenario-'));
  const workspace = join(folder, 'workspace');
  const runnerTemp = join(folder, 'temp');
  const home = join(runnerTemp, 'mlops', 'sagemaker');
  cpSync(join(ROOT, 'test/fixtures/threshold-model'), workspace, { recursive: true });
  cpSync(join(ROOT, 'packages/core/runtime/mlops_runtime.py'), join(workspace, 'mlops_runtime.py'));
  const server = (...args: string[]) =>
    execFileSync(process.execPath, [SERVER, ...args, '--home', home, '--json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const connection = (): Connection => JSON.parse(server('up'));
  const journal = () => readJournal(home);
  return {
    workspace,
    step: (action, options = {}) =>
      runStep({ main: join(ROOT, action, 'dist/index.js'), workspace, runnerTemp, ...options }),
    journal,
    effects: (operation) => journal().filter((entry) => entry.operation === operation && entry.effect),
    journaled: (operation) =>
      appears(home, () => journal().some((entry) => entry.operation === operation && entry.effect)),
    control: async (method, path, body) => {
      const { url, accessKeyId } = connection();
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${url}/_local/${path}`, {
        method,
        headers: { authorization: `Bearer ${accessKeyId}` },
        ...content,
      });
      return answer.json();
    },
    invoke: async (endpoint, body) => {
      const { url, accessKeyId } = connection();
      return invoke(url, accessKeyId, endpoint, body);
    },
    state: () => JSON.parse(server('list')),
    [Symbol.dispose]: () => {
      server('down');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A prober that looks the server up once. */
export async function prober(
  world: Scenario,
  endpoint: string,
  body: unknown,
): Promise<() => ReturnType<Scenario['invoke']>> {
  await world.control('GET', 'health');
  const { url, accessKeyId } = JSON.parse(readFileSync(connectionFile(world), 'utf8')) as Connection;
  return () => invoke(url, accessKeyId, endpoint, body);
}

const connectionFile = (world: Scenario) => join(world.workspace, '../temp/mlops/sagemaker/connection.json');

async function invoke(url: string, accessKeyId: string, endpoint: string, body: unknown) {
  const answer = await fetch(`${url}/endpoints/${endpoint}/invocations`, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/sagemaker/aws4_request, SignedHeaders=host, Signature=0`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  const attributes = answer.headers.get('x-amzn-sagemaker-custom-attributes') ?? '';
  return { status: answer.status, digest: attributes.replace('model-digest=', '') };
}

function readJournal(home: string): readonly JournalEntry[] {
  const file = join(home, 'journal.jsonl');
  if (!existsSync(file)) return [];
  const complete = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return complete.map((line) => JSON.parse(line) as JournalEntry);
}

async function appears(home: string, there: () => boolean): Promise<void> {
  await mkdir(home, { recursive: true });
  const changes = watch(home);
  if (there()) return;
  for await (const _ of changes) if (there()) return;
}
