import { AwsError } from '../contracts.ts';
import type { Holds } from '../faults/holds.ts';
import { type FaultBook, faultRule } from '../faults/rules.ts';
import type { Journal, JournalEntry } from '../journal/journal.ts';
import type { Violation } from './answer-check.ts';
import { readBody, type WireAnswer, type WireRequest } from './http.ts';

/** What the control API shows and steers. */
export interface Controls {
  readonly faults: FaultBook;
  readonly holds: Holds;
  readonly journal: Journal<JournalEntry>;
  readonly violations: Journal<Violation>;
  readonly interrupt: (trainingJob: string) => void;
  readonly health: () => Readonly<Record<string, unknown>>;
}

type Control = (controls: Controls, request: WireRequest) => Promise<unknown>;

const routes: Readonly<Record<string, Control>> = {
  'GET /_local/health': async ({ health, holds }) => ({ ...health(), held: holds.count }),
  'GET /_local/held': async ({ holds }) => {
    await holds.arrival();
    return { held: holds.count };
  },
  'GET /_local/journal': async ({ journal }) => journal.read(),
  'GET /_local/violations': async ({ violations }) => violations.read(),
  'POST /_local/faults': addFaults,
  'DELETE /_local/faults': async ({ faults }) => {
    faults.clear();
    return {};
  },
  'POST /_local/interrupt': interruptJob,
  'POST /_local/release': async ({ holds }) => ({ released: holds.release() }),
};

export const isControl = ({ rawPath }: WireRequest) => rawPath.startsWith('/_local/');

/** JSON in and out, under `/_local/`. The caller has checked the credentials, here also `Authorization: Bearer <access-key id>`. */
export async function control(request: WireRequest, controls: Controls): Promise<WireAnswer> {
  const route = routes[`${request.method} ${request.rawPath}`];
  if (route === undefined)
    return jsonAnswer(404, {
      message: `${request.method} ${request.rawPath} is not served; there are: ${Object.keys(routes).join(', ')}`,
    });
  try {
    return jsonAnswer(200, await route(controls, request));
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof AwsError)
      return jsonAnswer(400, { message: error.message });
    throw error;
  }
}

/** One rule or a list of them. */
async function addFaults({ faults }: Controls, request: WireRequest): Promise<unknown> {
  const given: unknown = JSON.parse((await readBody(request.message, 1024 * 1024)).toString());
  const rules = (Array.isArray(given) ? given : [given]).map(faultRule);
  faults.add(rules);
  return { added: rules.length };
}

/** `{"TrainingJobName": "…"}`: a spot job that runs loses its instance. */
async function interruptJob({ interrupt }: Controls, request: WireRequest): Promise<unknown> {
  const given: unknown = JSON.parse((await readBody(request.message, 1024)).toString());
  const { TrainingJobName: name } = Object(given) as { readonly TrainingJobName?: unknown };
  if (typeof name !== 'string') throw new TypeError('An interruption names a TrainingJobName.');
  interrupt(name);
  return { interrupted: name };
}

export function jsonAnswer(status: number, content: unknown): WireAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) };
}
