import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { LocalClock } from '../contracts.ts';
import type { Holds } from '../faults/holds.ts';
import { injected } from '../faults/inject.ts';
import type { FaultBook, FaultRule } from '../faults/rules.ts';
import type { Journal, JournalEntry } from '../journal/journal.ts';
import { admit } from './admit.ts';
import type { WireAnswer, WireRequest } from './http.ts';
import { accountId, region } from './identity.ts';
import { journalEntry, type Outcome, outcomeOf, refused, unanswered } from './outcome.ts';
import type { CallNotes, Protocol } from './protocol.ts';
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

/** One call, ready to be performed, recorded and answered in the order that its fault rule asks for. */
interface Exchange {
  readonly request: WireRequest;
  readonly response: ServerResponse;
  readonly protocol: Protocol;
  readonly requestId: string;
  readonly holds: Holds;
  perform(): Promise<Outcome>;
  record(outcome: Outcome): void;
  answer(outcome: Outcome): Promise<void>;
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
  const { clock, journal, faults, holds, report, accessKeyId } = pipeline;
  const admission = await admit(request, protocol, accessKeyId, clock.now());
  const notes: CallNotes = {};
  const rule = 'call' in admission ? faults.hit(admission.operation) : undefined;
  const exchange: Exchange = {
    ...{ request, response, protocol, requestId, holds },
    perform: async () => {
      if ('refusal' in admission) return refused(admission.refusal, protocol, requestId, request);
      const context = { region, accountId, requestId, caller: admission.caller, notes };
      return await outcomeOf(admission.call, context, { protocol, request }, report);
    },
    record: (outcome) => {
      const facts = { protocol, request, operation: admission.operation, requestId, rule, ...notes };
      journal.append(journalEntry(facts, outcome, clock));
    },
    answer: ({ answer }) => send(response, answer, requestId, request.method),
  };
  if (rule === undefined) await answered(exchange, await exchange.perform());
  else if (rule.kind === 'hold') await held(exchange, rule);
  else await faulty(exchange, rule, rule.kind);
}

async function answered(exchange: Exchange, outcome: Outcome): Promise<void> {
  exchange.record(outcome);
  await exchange.answer(outcome);
}

async function held(exchange: Exchange, { phase }: FaultRule): Promise<void> {
  const gone = goneSignal(exchange.response);
  if (phase === 'before' && !(await exchange.holds.wait(gone))) {
    exchange.record(unanswered(false));
    return;
  }
  const outcome = await exchange.perform();
  exchange.record(outcome);
  if (phase === 'after') await exchange.holds.wait(gone);
  await exchange.answer(outcome);
}

async function faulty(exchange: Exchange, { phase }: FaultRule, kind: Parameters<typeof injected>[0]): Promise<void> {
  const { protocol, request, response, requestId } = exchange;
  const done = phase === 'after' ? await exchange.perform() : nothingDone;
  const fault = injected(kind);
  switch (fault.as) {
    case 'reset':
      exchange.record(unanswered(done.effect));
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      exchange.record(done);
      sendTruncated(response, withBody(done.answer), requestId);
      return;
    case 'answer':
      return await answered(exchange, { answer: fault.answer, effect: done.effect });
    case 'error':
      return await answered(exchange, { ...refused(fault.error, protocol, requestId, request), effect: done.effect });
  }
}

const nothingDone: Outcome = { answer: { status: 200, headers: {}, body: '' }, effect: false };

/** A truncated answer needs something to lose. */
const withBody = (answer: WireAnswer): WireAnswer =>
  answer.body === '' ? { ...answer, body: '{"Truncated":' } : answer;

function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  response.once('close', () => controller.abort());
  return controller.signal;
}
