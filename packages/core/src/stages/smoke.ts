import { parse } from 'yaml';
import { z } from 'zod';
import type { MlopsConfig } from '../config/types.ts';
import { MlopsError } from '../domain/errors.ts';
import type { LedgerEntry } from './ledger.ts';
import type { InvocationResult, Ports } from './ports.ts';
import type { SmokeAnswer } from './results.ts';

const smokeRequest = z.strictObject({
  name: z.string().min(1),
  /** JSON body of the request. */
  body: z.unknown(),
  status: z.int().min(100).max(599).default(200),
  /** Keys that every entry of `predictions` in the answer must have. */
  keys: z.array(z.string()).default([]),
});

type SmokeRequest = z.infer<typeof smokeRequest>;

const MAX_ANSWER_LENGTH = 500;

/** Sends the requests of `serve.smoke` to the endpoint, one after the other. Throws SMOKE_FAILED and DATA_INVALID. */
export async function smoke(config: MlopsConfig, entry: LedgerEntry, ports: Ports): Promise<readonly SmokeAnswer[]> {
  const { endpoint } = entry;
  if (config.serve.smoke === undefined) {
    ports.progress({ type: 'warning', step: 'smoke', text: 'no request was sent: serve.smoke is not set' });
    return [];
  }
  ports.progress({ type: 'started', step: 'smoke', text: `asking ${endpoint}` });
  const answers: SmokeAnswer[] = [];
  for (const request of await readRequests(config.serve.smoke, ports)) answers.push(await ask(request, entry, ports));
  const failures = answers.flatMap(({ name, problem }) => (problem === undefined ? [] : [`${name}: ${problem}`]));
  if (failures.length > 0) throw new MlopsError('SMOKE_FAILED', { endpoint, failures });
  ports.progress({
    type: 'finished',
    step: 'smoke',
    text: `${answers.length} of ${answers.length} requests answered as expected`,
  });
  return answers;
}

/** Reads the request file, so that a mistake in it is found before anything is deployed. Throws OBJECT_NOT_FOUND, DATA_INVALID. */
export async function checkSmoke(config: MlopsConfig, ports: Ports): Promise<void> {
  if (config.serve.smoke !== undefined) await readRequests(config.serve.smoke, ports);
}

async function readRequests(path: string, ports: Ports): Promise<readonly SmokeRequest[]> {
  const bytes = await ports.objects.read(path);
  if (bytes === undefined) throw new MlopsError('OBJECT_NOT_FOUND', { location: path });
  const read = z
    .array(smokeRequest)
    .min(1)
    .safeParse(parse(new TextDecoder().decode(bytes)));
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => ({
    file: path,
    path: issue.path.join('.') || 'requests',
    message: issue.message,
  }));
  throw new MlopsError('DATA_INVALID', { problems });
}

async function ask(request: SmokeRequest, entry: LedgerEntry, ports: Ports): Promise<SmokeAnswer> {
  const started = ports.clock.now();
  const answer = await ports.endpoints.invoke(entry.endpoint, JSON.stringify(request.body));
  const problem = problemOf(request, answer, entry.modelDigest);
  return {
    name: request.name,
    status: answer.status,
    passed: problem === undefined,
    milliseconds: ports.clock.now() - started,
    answer: answer.body.slice(0, MAX_ANSWER_LENGTH),
    ...(answer.modelDigest === undefined ? {} : { modelDigest: answer.modelDigest }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function problemOf(request: SmokeRequest, answer: InvocationResult, modelDigest: string): string | undefined {
  if (answer.status !== request.status)
    return `status ${answer.status}, expected ${request.status}: ${answer.body.slice(0, 200)}`;
  if (answer.modelDigest !== undefined && answer.modelDigest !== modelDigest)
    return `answered by model sha256:${answer.modelDigest}`;
  const missing = request.keys.filter((key) => !everyPredictionHas(answer.body, key));
  return missing.length === 0 ? undefined : `the predictions lack ${missing.join(', ')}: ${answer.body.slice(0, 200)}`;
}

function everyPredictionHas(body: string, key: string): boolean {
  const read = z.object({ predictions: z.array(z.record(z.string(), z.unknown())).min(1) }).safeParse(jsonOf(body));
  return read.success && read.data.predictions.every((prediction) => key in prediction);
}

/** Undefined for what is no JSON: the check that reads it says so. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
