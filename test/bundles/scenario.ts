import { existsSync, readFileSync } from 'node:fs';
import { mkdir, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { type Job, type Programs, startJob } from './job.ts';

interface JournalEntry {
  readonly operation: string;
  readonly effect: boolean;
}

interface Connection {
  readonly url: string;
  readonly accessKeyId: string;
}

export interface Answer {
  readonly status: number;
  /** The model that the container says it serves. */
  readonly digest: string;
}

/** A job with a look into the journal of its local SageMaker and a way past our adapters. */
export interface Scenario extends Job {
  journal(): readonly JournalEntry[];
  /** Calls of one operation that took effect. */
  effects(operation: string): readonly JournalEntry[];
  /** Resolves as soon as an operation took effect. */
  journaled(operation: string): Promise<void>;
  /** Resolves as soon as a call is held by a fault. */
  held(): Promise<void>;
  /** A call of the control API; starts the server when it is not running. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** A function that asks the endpoint over HTTP, by no client of ours. */
  asker(endpoint: string): Promise<() => Promise<Answer>>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a scenario, unless told otherwise of the committed bundles. */
export function scenario(programs: Programs = 'bundles'): Scenario {
  const job = startJob(programs);
  let started: Promise<unknown> | undefined;
  const connection = async () => {
    started ??= job.server('up');
    return (await started) as Connection;
  };
  const state = join(job.home, 'sagemaker');
  const journal = () => readJournal(state);
  const effects = (operation: string) => journal().filter((entry) => entry.operation === operation && entry.effect);
  return {
    ...job,
    journal,
    effects,
    journaled: (operation) => appears(state, () => effects(operation).length > 0),
    held: async () => void (await control(await connection(), 'GET', 'held')),
    control: async (method, path, body) => control(await connection(), method, path, body),
    asker: async (endpoint) => {
      const found = await connection();
      return () => ask(found, endpoint);
    },
    [Symbol.asyncDispose]: () => job.end(),
  };
}

async function control({ url, accessKeyId }: Connection, method: string, path: string, body?: unknown) {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { authorization: `Bearer ${accessKeyId}` };
  return (await fetch(`${url}/_local/${path}`, { method, headers, ...content })).json() as Promise<unknown>;
}

async function ask({ url, accessKeyId }: Connection, endpoint: string): Promise<Answer> {
  const scope = `${accessKeyId}/20260101/us-east-1/sagemaker/aws4_request`;
  const answer = await fetch(`${url}/endpoints/${endpoint}/invocations`, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ instances: [{ x: '0.9' }] }),
  });
  await answer.arrayBuffer();
  const attributes = answer.headers.get('x-amzn-sagemaker-custom-attributes') ?? '';
  return { status: answer.status, digest: attributes.replace('model-digest=', '') };
}

function readJournal(home: string): readonly JournalEntry[] {
  const file = join(home, 'journal.jsonl');
  if (!existsSync(file)) return [];
  // The last line may be on its way to the disk.
  const complete = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return complete.map((line) => JSON.parse(line) as JournalEntry);
}

/** Looks again whenever something in the folder changes. */
async function appears(folder: string, there: () => boolean): Promise<void> {
  await mkdir(folder, { recursive: true });
  const changes = watch(folder);
  if (there()) return;
  for await (const _ of changes) if (there()) return;
}
