import type { ConfigParts } from '../config/parts.ts';
import type { LedgerEntry } from './ledger.ts';
import { leaving } from './left.ts';
import type { InvocationResult, Ports } from './ports.ts';
import type { SmokeAnswer } from './results.ts';
import { problemsOf } from './smoke-problems.ts';
import { readSmoke, type SmokeRequest } from './smoke-suite.ts';

const MAX_ANSWER_LENGTH = 500;

/**
 * Sends the requests of `serve.smoke` to the endpoint, one after the other, and gives every answer, right or wrong.
 * Throws OBJECT_NOT_FOUND, DATA_INVALID and AWS_CALL_FAILED.
 */
export async function smoke(
  config: ConfigParts<'serve'>,
  entry: LedgerEntry,
  ports: Ports,
): Promise<readonly SmokeAnswer[]> {
  const { endpoint } = entry;
  const requests = await readSmoke(config, ports);
  if (requests.length === 0) {
    ports.progress({ type: 'warning', step: 'smoke', text: 'no request was sent: serve.smoke is not set' });
    return [];
  }
  ports.progress({ type: 'started', step: 'smoke', text: `asking ${endpoint}` });
  const answers: SmokeAnswer[] = [];
  for (const request of requests) answers.push(await ask(request, entry, ports));
  const right = answers.filter(({ passed }) => passed).length;
  ports.progress({
    type: 'finished',
    step: 'smoke',
    text: `${right} of ${answers.length} requests answered as expected`,
  });
  return answers;
}

/** One line per request that was answered wrongly. */
export const smokeFailures = (answers: readonly SmokeAnswer[]): readonly string[] =>
  answers.flatMap(({ name, problem }) => (problem === undefined ? [] : [`${name}: ${problem}`]));

async function ask(request: SmokeRequest, entry: LedgerEntry, ports: Ports): Promise<SmokeAnswer> {
  const tries: Try[] = [];
  for (let sent = 0; sent < request.repeat; sent += 1) tries.push(await send(request, entry, ports));
  const [first, ...others] = tries.toSorted((a, b) => b.problems.length - a.problems.length);
  const worst = first ?? (await send(request, entry, ports));
  const milliseconds = Math.max(worst.milliseconds, ...others.map((one) => one.milliseconds));
  const limit = request['max-milliseconds'];
  const slow = limit !== undefined && milliseconds > limit;
  const warning = `answered in ${Math.round(milliseconds)} ms, longer than ${limit} ms`;
  if (slow) ports.progress({ type: 'warning', step: 'smoke', text: `${request.name}: ${warning}` });
  return {
    ...answered(request.name, worst),
    milliseconds,
    ...(request.repeat === 1 ? {} : { sent: request.repeat }),
    ...(slow ? { warning } : {}),
  };
}

interface Try {
  readonly answer: InvocationResult;
  readonly milliseconds: number;
  readonly problems: readonly string[];
}

async function send(request: SmokeRequest, entry: LedgerEntry, ports: Ports): Promise<Try> {
  const { endpoint, generation, modelDigest } = entry;
  const started = ports.clock.now();
  const left = `${endpoint} serves generation ${generation}, whose smoke test is not through`;
  const answer = await leaving('smoke', left, ports, () =>
    ports.endpoints.invoke(endpoint, JSON.stringify(request.body)),
  );
  return {
    answer,
    milliseconds: ports.clock.now() - started,
    problems: problemsOf(request, answer, modelDigest),
  };
}

const answered = (name: string, { answer, problems }: Try): Omit<SmokeAnswer, 'milliseconds'> => ({
  name,
  status: answer.status,
  passed: problems.length === 0,
  answer: answer.body.slice(0, MAX_ANSWER_LENGTH),
  ...(answer.modelDigest === undefined ? {} : { modelDigest: answer.modelDigest }),
  ...(problems.length === 0 ? {} : { problem: problems.join('; ') }),
});
