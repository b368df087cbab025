import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AwsError, type LocalClock } from '../contracts.ts';
import type { Holds } from '../faults/holds.ts';
import { type Injected, injected } from '../faults/inject.ts';
import type { FaultBook, FaultRule } from '../faults/rules.ts';
import { isRead, type Journal, type JournalEntry } from '../journal/journal.ts';
import { authenticate, type Caller } from './authenticate.ts';
import type { WireAnswer, WireRequest } from './http.ts';
import { accountId, region } from './identity.ts';
import type { Call, CallNotes, Protocol } from './protocol.ts';
import { send, sendTruncated } from './send.ts';

/** What every call passes through. */
export interface Pipeline {
  readonly accessKeyId: string;
  readonly clock: LocalClock;
  readonly faults: FaultBook;
  readonly holds: Holds;
  readonly journal: Journal<JournalEntry>;
  /** For defects of ours: what no client should see in full. */
  readonly report: (error: unknown) => void;
}

/** How a call went: what it answered, and whether it took effect. */
interface Outcome {
  readonly answer: WireAnswer;
  readonly error?: string;
  readonly effect: boolean;
}

/**
 * One call from credentials to answer. A rule may hit it before its effect or after it; either way the journal has one
 * line for it, written when it is answered or, when the answer is held, when the effect has happened.
 */
export async function dispatch(
  request: WireRequest,
  response: ServerResponse,
  protocol: Protocol,
  pipeline: Pipeline,
): Promise<void> {
  const requestId = randomUUID();
  const notes: CallNotes = {};
  const gone = goneSignal(response);
  const opened = await open(request, protocol, pipeline, requestId);
  if ('answer' in opened) return send(response, opened.answer, requestId, request.method);

  const { call, caller } = opened;
  const rule = pipeline.faults.hit(call.operation);
  const perform = () => outcomeOf(call, { ...identity, requestId, caller, notes }, protocol, request, pipeline.report);
  const record = (outcome: Outcome) =>
    pipeline.journal.append(entryOf(call, outcome, protocol, requestId, notes, rule, pipeline.clock));

  if (rule?.kind === 'hold') return await held(rule);
  if (rule === undefined) return await answered(await perform());
  const fault = injected(rule.kind);
  const before: Outcome = { answer: { status: 200, headers: {}, body: '' }, effect: false };
  return await faulty(fault, rule.phase === 'before' ? before : await perform());

  async function answered(outcome: Outcome): Promise<void> {
    record(outcome);
    await send(response, outcome.answer, requestId, request.method);
  }

  async function held({ phase }: FaultRule): Promise<void> {
    if (phase === 'before' && !(await pipeline.holds.wait(gone))) return record(cut(false));
    const outcome = await perform();
    record(outcome);
    if (phase === 'after') await pipeline.holds.wait(gone);
    await send(response, outcome.answer, requestId, request.method);
  }

  async function faulty(fault: Injected, { answer, effect }: Outcome): Promise<void> {
    if (fault.as === 'reset' || fault.as === 'truncated') {
      record(fault.as === 'reset' ? cut(effect) : { answer, effect });
      if (fault.as === 'reset') response.socket?.resetAndDestroy();
      else sendTruncated(response, withBody(answer), requestId);
      return;
    }
    if (fault.as === 'answer') return await answered({ answer: fault.answer, effect });
    const refusal = protocol.refuse(fault.error, requestId, request);
    await answered({ answer: refusal, error: fault.error.type, effect });
  }
}

const identity = { region, accountId } as const;
const cut = (effect: boolean): Outcome => ({ answer: { status: 0, headers: {}, body: '' }, effect });

/** A truncated answer needs something to lose. */
const withBody = (answer: WireAnswer): WireAnswer =>
  answer.body === '' ? { ...answer, body: '{"Truncated":' } : answer;

function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

async function open(
  request: WireRequest,
  protocol: Protocol,
  { accessKeyId, clock, journal }: Pipeline,
  requestId: string,
): Promise<{ readonly call: Call; readonly caller: Caller } | { readonly answer: WireAnswer }> {
  let operation = 'unknown';
  try {
    const call = await protocol.open(request);
    operation = call.operation;
    // The one operation that AWS takes unsigned; its handler looks for the key id in the token.
    const unsigned = protocol.service === 'sts' && operation === 'AssumeRoleWithWebIdentity';
    const caller = unsigned ? { accessKeyId: '', signingName: 'sts' } : authenticate(request, accessKeyId, clock.now());
    return { call, caller };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const answer = protocol.refuse(error, requestId, request);
    const at = new Date(clock.now()).toISOString();
    journal.append({
      at,
      service: protocol.service,
      operation,
      status: answer.status,
      error: error.type,
      requestId,
      effect: false,
    });
    return { answer };
  }
}

async function outcomeOf(
  call: Call,
  context: Parameters<Call['perform']>[0],
  protocol: Protocol,
  request: WireRequest,
  report: Pipeline['report'],
): Promise<Outcome> {
  try {
    return { answer: await call.perform(context), effect: !isRead(call.operation) };
  } catch (thrown) {
    const error = asAwsError(thrown, call.operation, request, report);
    return { answer: protocol.refuse(error, context.requestId, request), error: error.type, effect: false };
  }
}

/** What is thrown otherwise is either a client that went away while it was sending, or a defect of ours. */
function asAwsError(thrown: unknown, operation: string, request: WireRequest, report: Pipeline['report']): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (request.message.errored !== null)
    return new AwsError('RequestTimeout', 'The client went away while it was sending.');
  report(new Error(`${operation} failed`, { cause: thrown }));
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return new AwsError('InternalFailure', `The local server failed: ${why}`, 500);
}

function entryOf(
  { operation }: Call,
  { answer, error, effect }: Outcome,
  { service }: Protocol,
  requestId: string,
  { resource }: CallNotes,
  rule: FaultRule | undefined,
  clock: LocalClock,
): JournalEntry {
  return {
    at: new Date(clock.now()).toISOString(),
    service,
    operation,
    ...(resource === undefined ? {} : { resource }),
    status: answer.status,
    ...(error === undefined ? {} : { error }),
    requestId,
    effect,
    ...(rule === undefined ? {} : { fault: `${rule.kind}/${rule.phase}` }),
  };
}
