import { AwsError, type LocalClock } from '../contracts.ts';
import type { FaultRule } from '../faults/rules.ts';
import { isRead, type JournalEntry } from '../journal/journal.ts';
import type { WireAnswer, WireRequest } from './http.ts';
import type { Call, CallContext, Protocol } from './protocol.ts';

/** How a call went: what it answered, and whether it took effect. */
export interface Outcome {
  readonly answer: WireAnswer;
  /** The wire error code. */
  readonly error?: string;
  readonly effect: boolean;
}

/** A call on its way, as the journal will name it. */
export interface CallFacts {
  readonly protocol: Protocol;
  readonly request: WireRequest;
  readonly operation: string;
  readonly requestId: string;
  readonly resource?: string;
  readonly rule?: FaultRule | undefined;
}

/** Nothing was answered; status 0 says so in the journal. */
export const unanswered = (effect: boolean): Outcome => ({ answer: { status: 0, headers: {}, body: '' }, effect });

/** Performs a call; what it throws becomes an answer. `report` gets defects in full, clients their first line. */
export async function outcomeOf(
  call: Call,
  context: CallContext,
  { protocol, request }: Pick<CallFacts, 'protocol' | 'request'>,
  report: (error: unknown) => void,
): Promise<Outcome> {
  try {
    return { answer: await call.perform(context), effect: !isRead(call.operation) };
  } catch (thrown) {
    return refused(asAwsError(thrown, call.operation, request, report), protocol, context.requestId, request);
  }
}

export function refused(error: AwsError, protocol: Protocol, requestId: string, request: WireRequest): Outcome {
  return { answer: protocol.refuse(error, requestId, request), error: error.type, effect: false };
}

export function journalEntry(facts: CallFacts, { answer, error, effect }: Outcome, clock: LocalClock): JournalEntry {
  const { protocol, operation, requestId, resource, rule } = facts;
  return {
    at: new Date(clock.now()).toISOString(),
    service: protocol.service,
    operation,
    ...(resource === undefined ? {} : { resource }),
    status: answer.status,
    ...(error === undefined ? {} : { error }),
    requestId,
    effect,
    ...(rule === undefined ? {} : { fault: `${rule.kind}/${rule.phase}` }),
  };
}

/** What is thrown otherwise is either a client that went away while it was sending, or a defect of ours. */
function asAwsError(
  thrown: unknown,
  operation: string,
  request: WireRequest,
  report: (error: unknown) => void,
): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (request.message.errored !== null)
    return new AwsError('RequestTimeout', 'The client went away while it was sending.');
  report(new Error(`${operation} failed`, { cause: thrown }));
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return new AwsError('InternalFailure', `The local server failed: ${why}`, 500);
}
